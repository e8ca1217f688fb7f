import { expect, test } from 'vitest'
import { progressByLayer } from '../../../src/renderer/inspector/layer-progress.ts'
import type { Job } from '../../../src/shared/storyboard/job.ts'
import type { LayerShape } from '../../../src/shared/storyboard/take.ts'

const shapes: LayerShape[] = [
  { index: 3, name: 'Board', grid: [1, 4, 4], bits: 10 },
  { index: 2, name: 'Layout', grid: [2, 8, 8], bits: 14 },
  { index: 0, name: 'Detail', grid: [8, 16, 16], bits: 18 }
]
const job = (done: number, total: number, layers: number[] = []) =>
  ({ request: { kind: 'densify', layers }, progress: { done, total, layer: 2 } }) as unknown as Job
const read = (given: Job, present: number[]) =>
  progressByLayer(given, shapes, present).map(({ shape, done, total }) => [shape.name, done, total])

test('tokens are counted in order of generation', () => {
  expect(read(job(100, 2176), [3])).toEqual([['Layout', 100, 128], ['Detail', 0, 2048]])
  expect(read(job(150, 2176), [3])).toEqual([['Layout', 128, 128], ['Detail', 22, 2048]])
})

test('what keeps still makes the last layer shorter', () => {
  expect(read(job(128, 128 + 612), [3])).toEqual([['Layout', 128, 128], ['Detail', 0, 612]])
})

test('only the layers that were asked for have a bar', () => {
  expect(read(job(5, 2048, [0]), [3, 2, 0])).toEqual([['Detail', 5, 2048]])
})
