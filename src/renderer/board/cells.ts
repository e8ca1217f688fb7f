/** Cells of a layer's grid: names, ranges, and where they lie on the picture. Grids are `[T, h, w]`. */
import { toCell, toPosition } from '../../shared/tokens/layout.ts'

export type Grid = readonly [number, number, number]

/** "B3" is row 2, column 3. Rows beyond Z go on with AA. */
export function cellName(grid: Grid, position: number): string {
  const [, row, column] = toCell(grid, position)
  return `${rowName(row)}${column + 1}`
}

function rowName(row: number): string {
  const last = String.fromCharCode(65 + (row % 26))
  return row < 26 ? last : rowName(Math.floor(row / 26) - 1) + last
}

/** The slice of time of a layer that a frame lies in. */
export function sliceOfFrame(grid: Grid, frame: number, frames: number): number {
  return Math.min(grid[0] - 1, Math.floor((frame * grid[0]) / frames))
}

/** First frame of a slice, and one past its last. */
export function framesOfSlice(grid: Grid, slice: number, frames: number): [number, number] {
  return [Math.ceil((slice * frames) / grid[0]), Math.ceil(((slice + 1) * frames) / grid[0])]
}

/** Raster positions of a slice, row by row. */
export function slicePositions(grid: Grid, slice: number): number[] {
  const plane = grid[1] * grid[2]
  return Array.from({ length: plane }, (_, i) => slice * plane + i)
}

/** The same place in another slice. */
export function moveToSlice(grid: Grid, position: number, slice: number): number {
  const plane = grid[1] * grid[2]
  return slice * plane + (position % plane)
}

/** The cell of a slice at a point of the picture, both as shares 0 … 1; null: beside it. */
export function cellAtPoint(grid: Grid, slice: number, x: number, y: number): number | null {
  if (x < 0 || y < 0 || x >= 1 || y >= 1) return null
  return toPosition(grid, slice, Math.floor(y * grid[1]), Math.floor(x * grid[2]))
}

/** Where a cell lies on the picture, in shares of its width and height. */
export function cellBox(grid: Grid, position: number): { x: number; y: number; width: number; height: number } {
  const [, row, column] = toCell(grid, position)
  return { x: column / grid[2], y: row / grid[1], width: 1 / grid[2], height: 1 / grid[1] }
}

/** All cells of the rectangle between two cells of a slice. */
export function rectangle(grid: Grid, from: number, to: number): Set<number> {
  const [slice, row0, column0] = toCell(grid, from)
  const [, row1, column1] = toCell(grid, to)
  const found = new Set<number>()
  for (let row = Math.min(row0, row1); row <= Math.max(row0, row1); row++) {
    for (let column = Math.min(column0, column1); column <= Math.max(column0, column1); column++) {
      found.add(toPosition(grid, slice, row, column))
    }
  }
  return found
}

export type Direction = 'up' | 'down' | 'left' | 'right' | 'rowStart' | 'rowEnd' | 'start' | 'end'

/** The cell that a key leads to; the edges hold. */
export function neighbour(grid: Grid, position: number, direction: Direction): number {
  const [slice, row, column] = toCell(grid, position)
  const lastRow = grid[1] - 1
  const lastColumn = grid[2] - 1
  const places: Record<Direction, [number, number]> = {
    up: [Math.max(0, row - 1), column],
    down: [Math.min(lastRow, row + 1), column],
    left: [row, Math.max(0, column - 1)],
    right: [row, Math.min(lastColumn, column + 1)],
    rowStart: [row, 0],
    rowEnd: [row, lastColumn],
    start: [0, 0],
    end: [lastRow, lastColumn]
  }
  return toPosition(grid, slice, ...places[direction])
}
