/** Copying, pasting and moving cells: which codes go where. Pure. */
import { toCell, toPosition } from '../../shared/tokens/layout.ts'
import type { CopiedCells } from '../store/editor-store.ts'
import type { Grid } from './cells.ts'

/** Codes for some positions, as `takes.editTokens` takes them. */
export interface CodeChanges {
  readonly positions: number[]
  readonly codes: number[]
}

/** The chosen cells with their places relative to the top left one. */
export function copyCells(
  grid: Grid, layer: number, packHash: string, codes: readonly number[], selection: ReadonlySet<number>
): CopiedCells {
  const places = [...selection].toSorted((a, b) => a - b).map((position) => ({ position, cell: toCell(grid, position) }))
  const top = Math.min(...places.map(({ cell }) => cell[1]))
  const left = Math.min(...places.map(({ cell }) => cell[2]))
  return {
    layer,
    packHash,
    cells: places.map(({ position, cell }) => ({
      row: cell[1] - top,
      column: cell[2] - left,
      code: codes[position] ?? 0
    }))
  }
}

/** Puts copied cells with their top left one at a cell; what falls outside, or on a locked cell, is left out. */
export function pasteCells(
  grid: Grid, copied: CopiedCells, at: number, locked: ReadonlySet<number>
): CodeChanges {
  const [slice, top, left] = toCell(grid, at)
  const changes: CodeChanges = { positions: [], codes: [] }
  for (const { row, column, code } of copied.cells) {
    if (top + row >= grid[1] || left + column >= grid[2]) continue
    const position = toPosition(grid, slice, top + row, left + column)
    if (locked.has(position)) continue
    changes.positions.push(position)
    changes.codes.push(code)
  }
  return changes
}

/**
 * Moves the chosen cells by the way from one cell to another; what they land on takes their places. Nothing moves where
 * one of them would leave the grid, or where a locked cell would change.
 */
export function swapCells(
  grid: Grid, codes: readonly number[], selection: ReadonlySet<number>, from: number, to: number, locked: ReadonlySet<number>
): CodeChanges | null {
  const [, fromRow, fromColumn] = toCell(grid, from)
  const [, toRow, toColumn] = toCell(grid, to)
  const next = [...codes]
  // Walking against the direction of the move keeps cells that are both source and target apart.
  const forwards = toRow > fromRow || (toRow === fromRow && toColumn > fromColumn)
  const ordered = [...selection].toSorted((a, b) => (forwards ? b - a : a - b))
  const touched = new Set<number>()
  for (const position of ordered) {
    const [slice, row, column] = toCell(grid, position)
    const targetRow = row + toRow - fromRow
    const targetColumn = column + toColumn - fromColumn
    if (targetRow < 0 || targetRow >= grid[1] || targetColumn < 0 || targetColumn >= grid[2]) return null
    const target = toPosition(grid, slice, targetRow, targetColumn)
    const held = next[position] ?? 0
    next[position] = next[target] ?? 0
    next[target] = held
    touched.add(position).add(target)
  }
  const positions = [...touched].filter((position) => next[position] !== codes[position]).toSorted((a, b) => a - b)
  if (positions.length === 0 || positions.some((position) => locked.has(position))) return null
  return { positions, codes: positions.map((position) => next[position] ?? 0) }
}
