/** Adds to logits what the layers above already say of a code's bits (docs/model-pack-format.md, "Priors"). */

/**
 * Adds the prior of one cell in place: to each sub-code the sum of the logits of its set bits.
 * @param logits each factor's, one after the other, from `offset` on
 * @param factors bits of each sub-code, least significant first
 * @param prior logits of the bits, from `first` on
 */
export function addPrior(
  logits: Float32Array,
  offset: number,
  factors: readonly number[],
  prior: Float32Array,
  first: number
): void {
  let start = offset
  let bit = first
  for (const bits of factors) {
    // Sums of single precision, as the exporter's twin makes them: the same tokens need the same rounding.
    const sums = new Float32Array(2 ** bits)
    for (let count = 1; count < sums.length; count *= 2) {
      const logit = prior[bit++]!
      for (let code = 0; code < count; code++) sums[count + code] = sums[code]! + logit
    }
    for (let code = 0; code < sums.length; code++) logits[start + code]! += sums[code]!
    start += sums.length
  }
}
