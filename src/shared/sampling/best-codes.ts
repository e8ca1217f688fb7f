/** The most probable codes of a cell. */
import { subCodeLogits, type CodeLogits } from './code-logits.ts'
import { logSumExp } from './likelihood.ts'

export interface CodeProbability {
  readonly code: number
  readonly probability: number
}

/** The first sub-codes of a code, and their natural log-probability: as likely as a code that begins so can be. */
interface Beginning {
  readonly code: number
  readonly log: number
  /** How many sub-codes there are. */
  readonly factors: number
  /** The last of them. */
  readonly last: number
}

/** The `count` most probable codes, most probable first, equals by lower code. */
export function findBestCodes(code: CodeLogits, count: number): CodeProbability[] {
  const found: CodeProbability[] = []
  let open: Beginning[] = [{ code: 0, log: 0, factors: 0, last: 0 }]
  while (found.length < count && open.length > 0) {
    const [best, ...others] = open as [Beginning, ...Beginning[]]
    open = others
    if (best.factors === code.factors.length) found.push({ code: best.code, probability: Math.exp(best.log) })
    else open = [...others, ...continueCode(code, best, count)].toSorted((a, b) => b.log - a.log || a.code - b.code)
  }
  return found
}

/** The `count` likeliest beginnings with one more sub-code. */
function continueCode(code: CodeLogits, beginning: Beginning, count: number): Beginning[] {
  const logits = subCodeLogits(code, beginning.factors, beginning.last)
  const normalizer = logSumExp(logits.values, logits.offset, logits.count)
  const place = 2 ** code.factors.slice(0, beginning.factors).reduce((sum, bits) => sum + bits, 0)
  return Array.from({ length: logits.count }, (_, last) => ({
    code: beginning.code + last * place,
    log: beginning.log + logits.values[logits.offset + last]! - normalizer,
    factors: beginning.factors + 1,
    last
  }))
    .toSorted((a, b) => b.log - a.log || a.last - b.last)
    .slice(0, count)
}
