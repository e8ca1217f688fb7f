import { expect, test } from 'vitest'
import { collectLayers } from '../../../../src/main/services/previews/job-tokens.ts'

const shapes = [
  { index: 1, grid: [1, 1, 2] as [number, number, number] },
  { index: 0, grid: [1, 2, 2] as [number, number, number] }
]
const layer = (index: number, codes: number[]) => ({ layer: index, codes, masked: null, locked: null, stale: null })

test('layers are collected from chunks, down to the first that is not complete', () => {
  const chunks = [
    { takeIndex: 0, layer: 1, positions: [0], codes: [5] },
    { takeIndex: 1, layer: 1, positions: [0], codes: [9] },
    { takeIndex: 0, layer: 1, positions: [1], codes: [6] },
    { takeIndex: 0, layer: 0, positions: [0, 1, 2], codes: [1, 2, 3] }
  ]
  expect(collectLayers(shapes, [], chunks, 0)).toEqual([layer(1, [5, 6])])
  expect(collectLayers(shapes, [], chunks, 1)).toEqual([])
})

test('what the job does not draw again comes from the take it works on', () => {
  const chunks = [{ takeIndex: 0, layer: 0, positions: [3], codes: [8] }]
  const base = [layer(1, [5, 6]), layer(0, [1, 2, 3, 4])]
  expect(collectLayers(shapes, base, chunks, 0)).toEqual([layer(1, [5, 6]), layer(0, [1, 2, 3, 8])])
})

test('the mask comes with the chunks', () => {
  const chunks = [
    { takeIndex: 0, layer: 0, masked: 'AQ==' },
    { takeIndex: 0, layer: 0, positions: [0, 1, 2, 3], codes: [1, 2, 3, 4] }
  ]
  expect(collectLayers(shapes, [layer(1, [5, 6])], chunks, 0)[1]).toMatchObject({ masked: 'AQ==' })
})
