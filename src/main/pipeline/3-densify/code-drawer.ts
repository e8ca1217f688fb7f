/** Draws codes from predictions, and scores given ones. */
import type { PackLayer, Sampling } from '../../../shared/model-pack.ts'
import { settleSubCodes, type CodeLogits } from '../../../shared/sampling/code-logits.ts'
import { entropyBits, logProbability } from '../../../shared/sampling/likelihood.ts'
import { indexOfLargest, Sampler } from '../../../shared/sampling/sample.ts'
import { uniformOf, type DrawName } from '../../../shared/sampling/uniform.ts'
import { joinCode, splitCode } from '../../../shared/tokens/codes.ts'

export class CodeDrawer {
  private readonly sampler: Sampler

  constructor(layers: readonly PackLayer[]) {
    const factors = layers.flatMap((layer) => layer.factors)
    this.sampler = new Sampler(2 ** Math.max(...factors))
  }

  /** Draws the code of one cell. */
  draw(code: CodeLogits, rule: Sampling, name: Omit<DrawName, 'factor'>): number {
    const subCodes = settleSubCodes(code, ({ values, offset, count }, factor) =>
      this.sampler.draw(values, offset, count, rule, uniformOf({ ...name, factor }))
    )
    return joinCode(subCodes, code.factors)
  }
}

/** Natural log-probability of a code. */
export function logProbabilityOf(code: CodeLogits, value: number): number {
  const subCodes = splitCode(value, code.factors)
  let sum = 0
  settleSubCodes(code, ({ values, offset, count }, factor) => {
    sum += logProbability(values, offset, count, subCodes[factor]!)
    return subCodes[factor]!
  })
  return sum
}

/**
 * Entropy of a cell in bits, sub-code after sub-code: of each given those of `value` before it.
 * @param value code of the cell; null: the likeliest sub-codes
 */
export function entropyOf(code: CodeLogits, value: number | null): number {
  const subCodes = value === null ? null : splitCode(value, code.factors)
  let sum = 0
  settleSubCodes(code, ({ values, offset, count }, factor) => {
    sum += entropyBits(values, offset, count)
    return subCodes?.[factor] ?? indexOfLargest(values, offset, count)
  })
  return sum
}
