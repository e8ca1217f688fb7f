/** What differs between two takes, token by token. */
import { z } from 'zod'
import { layerIndexSchema } from './take.ts'
import type { TakeTokens } from './take.ts'

export const layerDifferenceSchema = z.object({
  layer: layerIndexSchema,
  /** Tokens of the larger side. */
  tokens: z.int().min(0),
  /** How many codes differ; all of them where one side lacks the layer or has another grid. */
  differing: z.int().min(0),
  /** Raster positions that differ; null where the two sides have no common grid. */
  positions: z.array(z.int().min(0)).nullable(),
  /** Bits that differ, of `tokens · bits`: how far apart, not only how many. Null where there is no common grid. */
  differingBits: z.int().min(0).nullable()
})

export type LayerDifference = z.infer<typeof layerDifferenceSchema>

function countBits(value: number): number {
  let rest = value
  let count = 0
  while (rest !== 0) {
    rest &= rest - 1
    count += 1
  }
  return count
}

/** Compares two takes layer by layer, top first; layers that neither has are left out. */
export function compareTakes(left: TakeTokens, right: TakeTokens): LayerDifference[] {
  const layers = new Set([...left.layers, ...right.layers].map((entry) => entry.layer))
  return [...layers].toSorted((a, b) => b - a).map((layer) => compareLayer(layer, left, right))
}

function compareLayer(layer: number, left: TakeTokens, right: TakeTokens): LayerDifference {
  const a = left.layers.find((entry) => entry.layer === layer)?.codes
  const b = right.layers.find((entry) => entry.layer === layer)?.codes
  const tokens = Math.max(a?.length ?? 0, b?.length ?? 0)
  if (a === undefined || b === undefined || !hasSameShape(layer, left, right) || a.length !== b.length) {
    return { layer, tokens, differing: tokens, positions: null, differingBits: null }
  }
  const positions: number[] = []
  let differingBits = 0
  a.forEach((code, position) => {
    const other = b[position] ?? code
    if (code === other) return
    positions.push(position)
    differingBits += countBits(code ^ other)
  })
  return { layer, tokens, differing: positions.length, positions, differingBits }
}

function hasSameShape(layer: number, left: TakeTokens, right: TakeTokens): boolean {
  const a = left.pack.layers.find((shape) => shape.index === layer)
  const b = right.pack.layers.find((shape) => shape.index === layer)
  if (a === undefined || b === undefined) return false
  return a.bits === b.bits && a.grid.every((size, axis) => size === b.grid[axis])
}
