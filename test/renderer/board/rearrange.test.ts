import { expect, test } from 'vitest'
import { copyCells, pasteCells, swapCells } from '../../../src/renderer/board/rearrange.ts'

const grid = [1, 3, 3] as const
/** The code of a cell is its position. */
const codes = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const none = new Set<number>()

/** The board after some changes. */
function apply(changes: { positions: number[]; codes: number[] } | null): number[] {
  const next = [...codes]
  changes?.positions.forEach((position, i) => (next[position] = changes.codes[i] ?? -1))
  return next
}

test('copied cells remember their places to each other', () => {
  const copied = copyCells(grid, 3, 'hash', codes, new Set([8, 4]))
  expect(copied).toEqual({
    layer: 3,
    packHash: 'hash',
    cells: [
      { row: 0, column: 0, code: 4 },
      { row: 1, column: 1, code: 8 }
    ]
  })
})

test('pasting leaves out what falls outside and what is locked', () => {
  const copied = copyCells(grid, 3, 'hash', codes, new Set([0, 1, 3]))
  expect(pasteCells(grid, copied, 4, none)).toEqual({ positions: [4, 5, 7], codes: [0, 1, 3] })
  expect(pasteCells(grid, copied, 8, none)).toEqual({ positions: [8], codes: [0] })
  expect(pasteCells(grid, copied, 4, new Set([5]))).toEqual({ positions: [4, 7], codes: [0, 3] })
})

test('two cells swap places', () => {
  expect(apply(swapCells(grid, codes, new Set([0]), 0, 8, none))).toEqual([8, 1, 2, 3, 4, 5, 6, 7, 0])
})

test('moving a row by one keeps every code, and the displaced one comes round', () => {
  expect(apply(swapCells(grid, codes, new Set([0, 1]), 0, 1, none))).toEqual([2, 0, 1, 3, 4, 5, 6, 7, 8])
  expect(apply(swapCells(grid, codes, new Set([1, 2]), 2, 1, none))).toEqual([1, 2, 0, 3, 4, 5, 6, 7, 8])
})

test('a move is always a permutation', () => {
  for (let from = 0; from < 9; from++) {
    for (let to = 0; to < 9; to++) {
      const moved = apply(swapCells(grid, codes, new Set([0, 1, 4]), from, to, none))
      expect(moved.toSorted((a, b) => a - b)).toEqual(codes)
    }
  }
})

test('nothing moves out of the grid or over a locked cell', () => {
  expect(swapCells(grid, codes, new Set([0, 2]), 0, 1, none)).toBeNull()
  expect(swapCells(grid, codes, new Set([0]), 0, 1, new Set([1]))).toBeNull()
  expect(swapCells(grid, codes, new Set([0]), 0, 0, none)).toBeNull()
})
