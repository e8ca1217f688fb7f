/** The uniform number of one draw of one sub-code. */
import { threefry2x32 } from './threefry.ts'

/** Names one draw. */
export interface DrawName {
  /** Non-negative integer below 2^53. */
  readonly seed: number
  readonly layerIndex: number
  /** Raster position inside the layer, below 2^24. */
  readonly position: number
  /** 0 for a first generation, counted up by re-rolls; below 2^24. */
  readonly draw: number
  /** Number of the sub-code, below 2^8. */
  readonly factor: number
}

/** A number in (0, 1), exactly representable, the same on every machine. */
export function uniformOf(name: DrawName): number {
  const [word] = threefry2x32(
    name.seed % 2 ** 32,
    Math.floor(name.seed / 2 ** 32),
    name.layerIndex * 2 ** 24 + name.position,
    name.draw * 2 ** 8 + name.factor
  )
  return (word >>> 8) * 2 ** -24 + 2 ** -25
}
