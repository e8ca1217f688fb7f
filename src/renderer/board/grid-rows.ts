/** Raster positions of a slice, one array for each row. */
import { slicePositions } from './cells.ts'
import type { Grid } from './cells.ts'

export function gridRows(grid: Grid, slice: number): number[][] {
  const positions = slicePositions(grid, slice)
  return Array.from({ length: grid[1] }, (_, row) => positions.slice(row * grid[2], (row + 1) * grid[2]))
}
