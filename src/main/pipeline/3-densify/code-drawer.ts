/** Draws codes from predictions, and scores given ones. */
import type { PackLayer, Sampling } from '../../../shared/model-pack.ts'
import { entropyBits, logProbability } from '../../../shared/sampling/likelihood.ts'
import { Sampler } from '../../../shared/sampling/sample.ts'
import { uniformOf, type DrawName } from '../../../shared/sampling/uniform.ts'
import { joinCode, splitCode } from '../../../shared/tokens/codes.ts'

export class CodeDrawer {
  private readonly sampler: Sampler
  private readonly subCodes: number[]

  constructor(layers: readonly PackLayer[]) {
    const factors = layers.flatMap((layer) => layer.factors)
    this.sampler = new Sampler(2 ** Math.max(...factors))
    this.subCodes = Array.from({ length: Math.max(...layers.map((layer) => layer.factors.length)) }, () => 0)
  }

  /**
   * Draws the code of one cell.
   * @param logits each factor's, one after the other, from `offset` on
   */
  draw(
    layer: PackLayer,
    rule: Sampling,
    name: Omit<DrawName, 'factor' | 'layerIndex'>,
    logits: Float32Array,
    offset: number
  ): number {
    let start = offset
    layer.factors.forEach((bits, factor) => {
      const uniform = uniformOf({ ...name, layerIndex: layer.index, factor })
      this.subCodes[factor] = this.sampler.draw(logits, start, 2 ** bits, rule, uniform)
      start += 2 ** bits
    })
    return joinCode(this.subCodes, layer.factors)
  }
}

/** Natural log-probability of a code; sub-codes are independent. */
export function logProbabilityOf({ factors }: PackLayer, code: number, logits: Float32Array, offset: number): number {
  let sum = 0
  let start = offset
  splitCode(code, factors).forEach((sub, factor) => {
    const count = 2 ** factors[factor]!
    sum += logProbability(logits, start, count, sub)
    start += count
  })
  return sum
}

/** Entropy of a cell in bits; sub-codes are independent. */
export function entropyOf({ factors }: PackLayer, logits: Float32Array, offset: number): number {
  let sum = 0
  let start = offset
  for (const bits of factors) {
    sum += entropyBits(logits, start, 2 ** bits)
    start += 2 ** bits
  }
  return sum
}
