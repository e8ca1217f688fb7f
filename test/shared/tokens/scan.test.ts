import { expect, test } from 'vitest'
import { toCell } from '../../../src/shared/tokens/layout.ts'
import { scanCells } from '../../../src/shared/tokens/scan.ts'

test('raster is row after row', () => {
  expect(scanCells({ grid: [1, 2, 3], scan: 'raster' })).toEqual([0, 1, 2, 3, 4, 5])
})

test('dither is the ordered-dither matrix of each frame', () => {
  const order = scanCells({ grid: [2, 2, 2], scan: 'dither' })
  expect(order).toEqual([0, 3, 1, 2, 4, 7, 5, 6])
})

test.each([
  [2, 8, 8],
  [4, 16, 16],
  [1, 9, 16],
  [3, 5, 1]
])('every cell of %i × %i × %i comes once, frame after frame', (...grid) => {
  const order = scanCells({ grid, scan: 'dither' })
  expect(order.toSorted((a, b) => a - b)).toEqual(order.map((_, i) => i))
  const frames = order.map((position) => toCell(grid, position)[0])
  expect(frames).toEqual(frames.toSorted((a, b) => a - b))
})

test('neighbours are never in one block of a sixteenth of the frame', () => {
  const order = scanCells({ grid: [1, 16, 16], scan: 'dither' })
  for (let start = 0; start < order.length; start += 16) {
    const cells = order.slice(start, start + 16).map((position) => toCell([1, 16, 16], position))
    for (const [, row, column] of cells) {
      const near = cells.filter(([, r, c]) => Math.max(Math.abs(r - row), Math.abs(c - column)) < 4)
      expect(near).toHaveLength(1)
    }
  }
})
