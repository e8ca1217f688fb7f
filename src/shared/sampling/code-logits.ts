/** What the language model says of one code: its sub-codes, one after the other (docs/model-pack-format.md, "Links"). */

/** Of each sub-code but the last, what it adds to the logits of the next: `[2^factor, 2^next factor]`, row by row. */
export type Links = readonly Float32Array[]

export interface CodeLogits {
  /** Each sub-code's logits, one after the other, from `offset` on. */
  readonly values: Float32Array
  readonly offset: number
  /** Bits of each sub-code, least significant first. */
  readonly factors: readonly number[]
  /** null: the sub-codes are independent. */
  readonly links: Links | null
}

/** Logits of one sub-code, `count` from `offset` on. */
export interface SubCodeLogits {
  readonly values: Float32Array
  readonly offset: number
  readonly count: number
}

/**
 * Logits of one sub-code, given the one before it; sums of single precision, as the exporter's twin makes them.
 * @param factor number of the sub-code
 * @param before the sub-code before it; 0 for the first
 */
export function subCodeLogits(code: CodeLogits, factor: number, before: number): SubCodeLogits {
  let offset = code.offset
  for (let i = 0; i < factor; i++) offset += 2 ** code.factors[i]!
  const count = 2 ** code.factors[factor]!
  const table = code.links?.[factor - 1]
  if (!table) return { values: code.values, offset, count }
  const values = code.values.slice(offset, offset + count)
  for (let i = 0; i < count; i++) values[i]! += table[before * count + i]!
  return { values, offset: 0, count }
}

/**
 * Settles the sub-codes in order.
 * @param settle takes a sub-code's logits, given those settled before it, and returns it
 */
export function settleSubCodes(code: CodeLogits, settle: (logits: SubCodeLogits, factor: number) => number): number[] {
  const settled: number[] = []
  for (let factor = 0; factor < code.factors.length; factor++) {
    settled.push(settle(subCodeLogits(code, factor, settled[factor - 1] ?? 0), factor))
  }
  return settled
}
