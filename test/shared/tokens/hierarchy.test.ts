import { expect, test } from 'vitest'
import { findDependents, findOverlapping } from '../../../src/shared/tokens/hierarchy.ts'
import type { PackLayer } from '../../../src/shared/model-pack.ts'

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

test('a board cell covers a quarter of each axis of the picture over the whole clip', () => {
  expect(findOverlapping([1, 4, 4], 5, [2, 8, 8])).toEqual([18, 19, 26, 27, 82, 83, 90, 91])
})

test('a layout cell covers half the time and one place of the form layer', () => {
  expect(findOverlapping([2, 8, 8], 64, [4, 8, 8])).toEqual([128, 192])
})

test('grids that do not divide each other overlap at the edges', () => {
  expect(findOverlapping([1, 1, 2], 0, [1, 1, 3])).toEqual([0, 1])
  expect(findOverlapping([1, 1, 3], 1, [1, 1, 2])).toEqual([0, 1])
})

test('one edited board cell makes a sixteenth of every lower layer stale', () => {
  const stale = findDependents(layers, { layer: 3, positions: [0] })
  expect(Object.entries(stale).map(([index, cells]) => [index, cells.length])).toEqual([
    ['0', 128],
    ['1', 16],
    ['2', 8]
  ])
})

test('locked cells do not become stale', () => {
  const stale = findDependents(layers, { layer: 3, positions: [0] }, { 2: [0, 1, 8, 9, 64, 65, 72, 73] })
  expect(stale).not.toHaveProperty('2')
  expect(stale).toHaveProperty('1')
})

test('an edit of the last layer makes nothing stale, nor does one of an unknown layer', () => {
  expect(findDependents(layers, { layer: 0, positions: [0] })).toEqual({})
  expect(findDependents(layers, { layer: 9, positions: [0] })).toEqual({})
})
