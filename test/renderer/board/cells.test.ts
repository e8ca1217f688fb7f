import { expect, test } from 'vitest'
import {
  cellAtPoint, cellBox, cellName, framesOfSlice, moveToSlice, neighbour, rectangle, sliceOfFrame, slicePositions
} from '../../../src/renderer/board/cells.ts'
import { gridRows } from '../../../src/renderer/board/grid-rows.ts'

const board = [1, 4, 4] as const
const detail = [8, 16, 16] as const

test('cells are named by row and column', () => {
  expect([0, 6, 15].map((position) => cellName(board, position))).toEqual(['A1', 'B3', 'D4'])
  expect(cellName(detail, 256 + 16)).toBe('B1')
  expect(cellName([1, 28, 1], 27)).toBe('AB1')
})

test('a frame lies in the slice whose stretch of time it is in', () => {
  expect([0, 7, 8, 63].map((frame) => sliceOfFrame(detail, frame, 64))).toEqual([0, 0, 1, 7])
  expect(sliceOfFrame(board, 63, 64)).toBe(0)
  expect(framesOfSlice(detail, 1, 64)).toEqual([8, 16])
  for (let slice = 0; slice < 8; slice++) {
    const [from, to] = framesOfSlice(detail, slice, 60)
    for (let frame = from; frame < to; frame++) expect(sliceOfFrame(detail, frame, 60)).toBe(slice)
  }
})

test('slices hold their own positions, and the same place in another is found', () => {
  expect(slicePositions([2, 2, 2], 1)).toEqual([4, 5, 6, 7])
  expect(gridRows([2, 2, 2], 1)).toEqual([[4, 5], [6, 7]])
  expect(moveToSlice([2, 2, 2], 6, 0)).toBe(2)
})

test('points find their cells, and cells their boxes', () => {
  expect(cellAtPoint(board, 0, 0.6, 0.3)).toBe(6)
  expect(cellAtPoint(board, 0, 1, 0.3)).toBeNull()
  expect(cellAtPoint(board, 0, -0.1, 0.3)).toBeNull()
  expect(cellBox(board, 6)).toEqual({ x: 0.5, y: 0.25, width: 0.25, height: 0.25 })
})

test('a range is the rectangle between two cells, whichever comes first', () => {
  expect([...rectangle(board, 6, 1)].toSorted((a, b) => a - b)).toEqual([1, 2, 5, 6])
  expect(rectangle(board, 1, 6)).toEqual(rectangle(board, 6, 1))
})

test('arrows stop at the edges', () => {
  expect(neighbour(board, 0, 'left')).toBe(0)
  expect(neighbour(board, 0, 'right')).toBe(1)
  expect(neighbour(board, 5, 'up')).toBe(1)
  expect(neighbour(board, 13, 'down')).toBe(13)
  expect(neighbour(board, 5, 'rowStart')).toBe(4)
  expect(neighbour(board, 5, 'rowEnd')).toBe(7)
  expect(neighbour(board, 5, 'start')).toBe(0)
  expect(neighbour(board, 5, 'end')).toBe(15)
})

