/** Dynamic masking (paper 4.1): which detail tokens barely change, and what stands in for them. */
import type { MaskRule } from '../model-pack.ts'

/**
 * Chooses the cells not to sample, from the upper decoder's prediction ("Predicted mask" in the pack format).
 * @param logits `[T, h, w]`; above the threshold: the cell barely changes from the previous latent frame
 * @param plane h · w: cells of a latent frame; the first frame is never masked
 * @param isKept cells whose code is given; never masked
 * @returns flags `[T, h, w]`, 1 = masked
 */
export function choosePredictedMask(
  logits: ArrayLike<number>,
  plane: number,
  rule: MaskRule,
  isKept: (position: number) => boolean
): Uint8Array {
  const bound = Math.log(rule.threshold / (1 - rule.threshold))
  const chosen: number[] = []
  for (let i = plane; i < logits.length; i++) if (logits[i]! > bound && !isKept(i)) chosen.push(i)
  return flag(limit(chosen, logits, rule, -1), logits.length)
}

/**
 * Chooses the cells to mask when the true frames are known: those whose change is below the mean of the change matrix.
 * @param difference `[T, h, w]`: change from the previous latent frame
 * @returns flags `[T, h, w]`, 1 = masked; at most the rule's share, the least changed first
 */
export function chooseMeasuredMask(difference: ArrayLike<number>, plane: number, rule: MaskRule): Uint8Array {
  let sum = 0
  for (let i = plane; i < difference.length; i++) sum += difference[i]!
  const mean = sum / Math.max(1, difference.length - plane)
  const chosen: number[] = []
  for (let i = plane; i < difference.length; i++) if (difference[i]! < mean) chosen.push(i)
  return flag(limit(chosen, difference, rule, 1), difference.length)
}

/** Cuts `chosen` to the rule's share: the smallest of `sign · value` stay, equals by lower position. */
function limit(chosen: number[], values: ArrayLike<number>, rule: MaskRule, sign: 1 | -1): number[] {
  const most = Math.floor(rule.maximumShare * values.length)
  if (chosen.length <= most) return chosen
  return chosen.toSorted((a, b) => sign * (values[a]! - values[b]!) || a - b).slice(0, most)
}

function flag(positions: readonly number[], count: number): Uint8Array {
  const flags = new Uint8Array(count)
  for (const position of positions) flags[position] = 1
  return flags
}

/** Raster positions that are not masked, ascending: what a masked layer samples. */
export function listSampled(count: number, mask: Uint8Array | null): number[] {
  const positions: number[] = []
  for (let i = 0; i < count; i++) if (!mask?.[i]) positions.push(i)
  return positions
}

/** Share of cells that are sampled. */
export function sampledShare(mask: Uint8Array): number {
  return listSampled(mask.length, mask).length / mask.length
}

/**
 * Fills masked cells in place: `repeat` takes the code of the same place one latent frame before, the other strategies 0.
 * A repeated code whose source is not known yet (−1) stays unknown.
 */
export function fillMasked(
  codes: number[] | Int32Array,
  mask: Uint8Array,
  plane: number,
  strategy: MaskRule['strategy']
): void {
  for (let i = 0; i < codes.length; i++) {
    if (mask[i]) codes[i] = strategy === 'repeat' ? codes[i - plane]! : 0
  }
}
