/** Drawing one sub-code from its logits: temperature, top-k, top-p, inverse distribution function. All in float64. */
import type { Sampling } from '../model-pack.ts'

/** The part of a layer's sampling that concerns one draw; guidance was applied before the head. */
export type DrawRule = Omit<Sampling, 'guidance'>

/** A reusable sampler for up to `capacity` logits; its scratch space is allocated once. */
export class Sampler {
  /** Logits over temperature. */
  private readonly scaled: Float64Array
  /** Those of them that may be kept, in ascending order. */
  private readonly sorted: Float64Array
  /** exp(scaled − largest), later normalized; 0 for what was cut. */
  private readonly weights: Float64Array

  constructor(capacity: number) {
    this.scaled = new Float64Array(capacity)
    this.sorted = new Float64Array(capacity)
    this.weights = new Float64Array(capacity)
  }

  /**
   * Draws an index.
   * @param logits holds the sub-code's logits at `offset … offset + count − 1`
   * @param uniform in (0, 1)
   */
  draw(logits: ArrayLike<number>, offset: number, count: number, rule: DrawRule, uniform: number): number {
    if (rule.temperature === 0) return indexOfLargest(logits, offset, count)
    const { scaled, weights } = this
    let largest = -Infinity
    for (let i = 0; i < count; i++) {
      scaled[i] = logits[offset + i]! / rule.temperature
      if (scaled[i]! > largest) largest = scaled[i]!
    }
    for (let i = 0; i < count; i++) weights[i] = Math.exp(scaled[i]! - largest)
    if (rule.topK > 0 && rule.topK < count) this.cut(count, this.sort(count, -1), rule.topK)
    if (rule.topP < 1) {
      let sum = 0
      for (let i = 0; i < count; i++) sum += weights[i]!
      // All that are smaller add up to less than topP leaves over: the nucleus ends before them, and they need no sorting.
      const sorted = this.sort(count, ((1 - rule.topP) * sum) / (2 * count))
      this.cut(count, sorted, this.countNucleus(sorted, largest, sum, rule.topP))
    }
    return this.invert(count, uniform)
  }

  /** Sorts those whose weights are above `floor`; returns how many there are. */
  private sort(count: number, floor: number): number {
    let length = 0
    for (let i = 0; i < count; i++) if (this.weights[i]! > floor) this.sorted[length++] = this.scaled[i]!
    this.sorted.subarray(0, length).sort()
    return length
  }

  /** Length of the shortest prefix, in descending order of probability, whose sum reaches `topP`. */
  private countNucleus(length: number, largest: number, sum: number, topP: number): number {
    let reached = 0
    let place = 0
    while (place < length && reached < topP) reached += Math.exp(this.sorted[length - 1 - place++]! - largest) / sum
    return place
  }

  /** Keeps the `kept` largest of `length` sorted ones, equals by lower index, and zeroes the weights of all others. */
  private cut(count: number, length: number, kept: number): void {
    const { scaled, sorted, weights } = this
    const threshold = sorted[length - kept]!
    let greater = 0
    while (sorted[length - 1 - greater]! > threshold) greater++
    let equals = kept - greater
    for (let i = 0; i < count; i++) {
      if (scaled[i]! > threshold) continue
      if (scaled[i]! < threshold || equals-- <= 0) weights[i] = 0
    }
  }

  /** First index, ascending, whose running sum exceeds `uniform · total`. */
  private invert(count: number, uniform: number): number {
    const { weights } = this
    let total = 0
    for (let i = 0; i < count; i++) total += weights[i]!
    const bound = uniform * total
    let sum = 0
    for (let i = 0; i < count; i++) {
      sum += weights[i]!
      if (sum > bound) return i
    }
    throw new RangeError(`no index has a running sum above ${bound}: are the logits numbers?`)
  }
}

/** Index of the largest value, the lowest of equals, counted from `offset`. */
export function indexOfLargest(values: ArrayLike<number>, offset: number, count: number): number {
  let best = 0
  for (let i = 1; i < count; i++) if (values[offset + i]! > values[offset + best]!) best = i
  return best
}
