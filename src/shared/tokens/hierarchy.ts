/**
 * What depends on an edited cell. Layers show the same clip at different grids, so a cell of one layer covers a box of
 * frames and pixels; the cells below it that overlap this box were generated under it.
 */
import type { PackLayer } from '../model-pack.ts'
import { toCell, toPosition } from './layout.ts'

type Grid = readonly [number, number, number]

/** First and last index of the cells of an axis of `to` cells that overlap cell `index` of an axis of `from` cells. */
function overlapAxis(index: number, from: number, to: number): [number, number] {
  return [Math.floor((index * to) / from), Math.ceil(((index + 1) * to) / from) - 1]
}

/**
 * Cells of another layer's grid that overlap a cell in time, row and column.
 * @param position raster position in `from` `[T, h, w]`
 * @returns raster positions in `to`, ascending
 */
export function findOverlapping(from: Grid, position: number, to: Grid): number[] {
  const cell = toCell(from, position)
  const [t0, t1] = overlapAxis(cell[0], from[0], to[0])
  const [row0, row1] = overlapAxis(cell[1], from[1], to[1])
  const [column0, column1] = overlapAxis(cell[2], from[2], to[2])
  const found: number[] = []
  for (let t = t0; t <= t1; t++) {
    for (let row = row0; row <= row1; row++) {
      for (let column = column0; column <= column1; column++) found.push(toPosition(to, t, row, column))
    }
  }
  return found
}

/**
 * Cells of all lower layers that an edit makes stale.
 * @param layers in order of generation
 * @param edited layer index and raster positions of the edited cells
 * @param locked by layer index: raster positions that stay as they are
 * @returns by layer index, ascending raster positions; layers without stale cells are left out
 */
export function findDependents(
  layers: readonly PackLayer[],
  edited: { readonly layer: number; readonly positions: readonly number[] },
  locked: Readonly<Record<string, readonly number[]>> = {}
): Record<string, number[]> {
  const order = layers.findIndex((layer) => layer.index === edited.layer)
  const source = layers[order]
  const stale: Record<string, number[]> = {}
  if (!source) return stale
  for (const layer of layers.slice(order + 1)) {
    const kept = new Set(locked[layer.index])
    const cells = new Set<number>()
    for (const position of edited.positions) {
      for (const below of findOverlapping(source.grid, position, layer.grid)) if (!kept.has(below)) cells.add(below)
    }
    if (cells.size > 0) stale[layer.index] = [...cells].toSorted((a, b) => a - b)
  }
  return stale
}
