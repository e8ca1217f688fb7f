/** Codes, their sub-codes and their bits. */

/**
 * Splits a code into sub-codes, least significant first: `code = sub0 | sub1 << factors[0] | …`.
 * @param factors bits of each sub-code
 */
export function splitCode(code: number, factors: readonly number[]): number[] {
  let rest = code
  return factors.map((bits) => {
    const sub = rest & (2 ** bits - 1)
    rest >>>= bits
    return sub
  })
}

/** The code of sub-codes, least significant first; the inverse of `splitCode`. */
export function joinCode(subCodes: readonly number[], factors: readonly number[]): number {
  let code = 0
  let shift = 0
  factors.forEach((bits, factor) => {
    code |= (subCodes[factor] ?? 0) << shift
    shift += bits
  })
  return code
}

/** Width of a head's output: the factors' logits one after the other. */
export function countLogits(factors: readonly number[]): number {
  return factors.reduce((total, bits) => total + 2 ** bits, 0)
}
