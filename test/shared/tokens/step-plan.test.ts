import { expect, test } from 'vitest'
import { planSteps } from '../../../src/shared/tokens/step-plan.ts'

const line = (cells: number, block: number) => ({ grid: [1, 1, cells] as [number, number, number], block, scan: 'raster' as const })

const show = (steps: ReturnType<typeof planSteps>) =>
  steps.map(({ contents, targets, size }) => ({ contents: [...contents], targets: [...targets], size }))

test('block 1 is next-token prediction with a closing step', () => {
  expect(show(planSteps(line(3, 1), [0, 1, 2], false))).toEqual([
    { contents: [], targets: [0], size: 1 },
    { contents: [0], targets: [1], size: 1 },
    { contents: [1], targets: [2], size: 1 },
    { contents: [2], targets: [], size: 1 }
  ])
})

test('the last layer needs no closing step', () => {
  expect(planSteps(line(3, 1), [0, 1, 2], true)).toHaveLength(3)
})

test('a shorter last block is predicted from a whole one', () => {
  expect(show(planSteps(line(5, 3), [0, 1, 2, 3, 4], false))).toEqual([
    { contents: [], targets: [0, 1, 2], size: 3 },
    { contents: [0, 1, 2], targets: [3, 4], size: 3 },
    { contents: [3, 4], targets: [], size: 2 }
  ])
})

test('masked positions are left out before cutting into blocks', () => {
  expect(show(planSteps(line(10, 2), [0, 3, 7, 9], true)).map(({ targets }) => targets)).toEqual([
    [0, 3],
    [7, 9]
  ])
})

test('every position is predicted once and, before a closing step, held once', () => {
  const positions = Array.from({ length: 37 }, (_, i) => i * 2)
  const steps = planSteps(line(74, 8), positions, false)
  expect(steps.flatMap(({ targets }) => [...targets])).toEqual(positions)
  expect(steps.flatMap(({ contents }) => [...contents])).toEqual(positions)
  expect(steps.map(({ size }) => size)).toEqual([8, 8, 8, 8, 8, 5])
})

test('a layer that is masked as a whole has no steps', () => {
  expect(planSteps(line(16, 16), [], false)).toEqual([])
})

test('the blocks of a dithered layer take cells that lie apart', () => {
  const steps = planSteps({ grid: [1, 4, 4], block: 4, scan: 'dither' }, Array(16).keys(), true)
  expect(steps.map(({ targets }) => [...targets].toSorted((a, b) => a - b))).toEqual([
    [0, 2, 8, 10],
    [5, 7, 13, 15],
    [1, 3, 9, 11],
    [4, 6, 12, 14]
  ])
})
