/** The most probable codes of a cell. */
import { logSumExp } from './likelihood.ts'

export interface CodeProbability {
  readonly code: number
  readonly probability: number
}

/**
 * The `count` most probable codes, most probable first, equals by lower code. Sub-codes are independent, so the best codes
 * are made of the best sub-codes of each factor.
 * @param logits each factor's, one after the other, from `offset` on
 * @param factors bits of each sub-code, least significant first
 */
export function findBestCodes(
  logits: ArrayLike<number>,
  offset: number,
  factors: readonly number[],
  count: number
): CodeProbability[] {
  let best: { code: number; log: number }[] = [{ code: 0, log: 0 }]
  let start = offset
  let shift = 0
  for (const bits of factors) {
    const size = 2 ** bits
    const normalizer = logSumExp(logits, start, size)
    const subCodes = Array.from({ length: size }, (_, sub) => ({ sub, log: logits[start + sub]! - normalizer }))
    const leading = subCodes.toSorted((a, b) => b.log - a.log || a.sub - b.sub).slice(0, count)
    best = best
      .flatMap(({ code, log }) => leading.map((next) => ({ code: code + next.sub * 2 ** shift, log: log + next.log })))
      .toSorted((a, b) => b.log - a.log || a.code - b.code)
      .slice(0, count)
    start += size
    shift += bits
  }
  return best.map(({ code, log }) => ({ code, probability: Math.exp(log) }))
}
