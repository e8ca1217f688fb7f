/** Log-likelihood and entropy of sub-codes under a head's logits, in float64. */

/** Natural logarithm of Σ exp(logit), stable for large logits. */
export function logSumExp(logits: ArrayLike<number>, offset: number, count: number): number {
  let largest = -Infinity
  for (let i = 0; i < count; i++) largest = Math.max(largest, logits[offset + i]!)
  let sum = 0
  for (let i = 0; i < count; i++) sum += Math.exp(logits[offset + i]! - largest)
  return largest + Math.log(sum)
}

/** Natural logarithm of the probability of sub-code `index`. */
export function logProbability(logits: ArrayLike<number>, offset: number, count: number, index: number): number {
  return logits[offset + index]! - logSumExp(logits, offset, count)
}

/** Shannon entropy of a sub-code in bits: 0 = certain, log2(count) = a guess. */
export function entropyBits(logits: ArrayLike<number>, offset: number, count: number): number {
  const normalizer = logSumExp(logits, offset, count)
  let mean = 0
  for (let i = 0; i < count; i++) {
    const log = logits[offset + i]! - normalizer
    if (log > -700) mean += Math.exp(log) * log
  }
  return Math.max(0, -mean / Math.LN2)
}
