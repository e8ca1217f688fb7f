/** The order in which a layer's tokens are predicted; the twin of `training/hitvideo/language_model/scan.py`. */
import type { PackLayer } from '../model-pack.ts'
import { countCells, toCell } from './layout.ts'

/**
 * Raster positions of all tokens of a layer in the order in which they are predicted. `raster` is the paper's order;
 * `dither` takes each latent frame's cells by their rank in an ordered-dither matrix (Bayer 1973), so that the tokens of one
 * block lie far apart and hardly depend on each other (Wang et al. 2024, https://arxiv.org/abs/2412.15119).
 */
export function scanCells({ grid, scan }: Pick<PackLayer, 'grid' | 'scan'>): number[] {
  const positions = Array.from({ length: countCells(grid) }, (_, position) => position)
  if (scan === 'raster') return positions
  const [, height, width] = grid
  const bits = Math.ceil(Math.log2(Math.max(height, width)))
  const ranks = positions.map((position) => {
    const [t, row, column] = toCell(grid, position)
    return t * 4 ** bits + ditherRank(row, column, bits)
  })
  return positions.toSorted((a, b) => ranks[a]! - ranks[b]!)
}

/** Rank in the Bayer matrix of 2^bits cells a side: the bits of row ⊕ column and of row, interleaved and reversed. */
function ditherRank(row: number, column: number, bits: number): number {
  let rank = 0
  for (let bit = 0; bit < bits; bit++) {
    const low = (row >> bit) & 1
    const across = ((row ^ column) >> bit) & 1
    rank = rank * 4 + across * 2 + low
  }
  return rank
}
