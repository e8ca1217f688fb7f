import { expect, test } from 'vitest'
import type { PackLayer } from '../../../src/shared/model-pack.ts'
import { countTokens, placeLayers, toCell, toPosition } from '../../../src/shared/tokens/layout.ts'

const layer = (index: number, grid: [number, number, number]): PackLayer => ({
  index,
  grid,
  name: `layer ${index}`,
  bits: 4,
  factors: [4],
  block: 1,
  scan: 'raster'
})
const layers = [layer(3, [1, 4, 4]), layer(2, [2, 8, 8]), layer(1, [4, 8, 8]), layer(0, [8, 16, 16])]

test("the paper's layers begin at token numbers 0, 16, 144 and 400", () => {
  expect(placeLayers(layers).map(({ first }) => first)).toEqual([0, 16, 144, 400])
  expect(countTokens({ layers })).toBe(2448)
})

test('positions run through columns, then rows, then time', () => {
  expect(toPosition([8, 16, 16], 1, 2, 3)).toBe(256 + 32 + 3)
  expect(toCell([8, 16, 16], 291)).toEqual([1, 2, 3])
})

test('positions and cells are inverse to each other', () => {
  const grid = [3, 4, 5] as const
  for (let position = 0; position < 60; position++) expect(toPosition(grid, ...toCell(grid, position))).toBe(position)
})
