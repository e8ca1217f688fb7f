/** Where each layer's tokens lie in the sequence, in order of generation (top layer first). */
import type { PackLayer, PackManifest } from '../model-pack.ts'

export interface LayerPlace {
  readonly layer: PackLayer
  /** Place in the order of generation: 0 is the top layer. */
  readonly order: number
  /** Tokens of this layer: T · h · w. */
  readonly count: number
  /** Token number of the layer's first token. */
  readonly first: number
}

/** Tokens of a grid `[T, h, w]`. */
export function countCells(grid: readonly [number, number, number]): number {
  return grid[0] * grid[1] * grid[2]
}

/** The places of all layers; token numbers run through all layers in order of generation. */
export function placeLayers(layers: readonly PackLayer[]): LayerPlace[] {
  let first = 0
  return layers.map((layer, order) => {
    const count = countCells(layer.grid)
    const place = { layer, order, count, first }
    first += count
    return place
  })
}

/** Tokens of a whole clip. */
export function countTokens(manifest: Pick<PackManifest, 'layers'>): number {
  return manifest.layers.reduce((total, layer) => total + countCells(layer.grid), 0)
}

/** Raster position of cell `(t, row, column)` of a grid `[T, h, w]`. */
export function toPosition(grid: readonly [number, number, number], t: number, row: number, column: number): number {
  return (t * grid[1] + row) * grid[2] + column
}

/** `[t, row, column]` of a raster position. */
export function toCell(grid: readonly [number, number, number], position: number): [number, number, number] {
  const plane = grid[1] * grid[2]
  const t = Math.floor(position / plane)
  const inPlane = position - t * plane
  const row = Math.floor(inPlane / grid[2])
  return [t, row, inPlane - row * grid[2]]
}
