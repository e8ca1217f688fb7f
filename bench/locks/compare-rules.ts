/**
 * Whether locks reach the cells that are drawn before them: boards are re-rolled around some locked cells with the engine's
 * rule and with the plain left-to-right rule, which sees a lock only when its turn has come. The better rule makes boards
 * that the model itself, without hints and guidance, finds more likely as a whole.
 */
import type { EngineClient } from '../../src/main/engine/client.ts'
import { makeRandom } from '../models/random.ts'

export interface LockComparison {
  readonly boards: number
  /** Mean natural log-likelihood of a whole board. */
  readonly lockAware: number
  readonly naive: number
  /** Mean of the differences of each board, and its standard error. */
  readonly difference: number
  readonly standardError: number
  /** Boards that the engine's rule made more likely. */
  readonly shareBetter: number
}

export const lockRules = ['auto', 'hints', 'weighted', 'ordered'] as const
type LockRule = (typeof lockRules)[number]

/**
 * @param prompts taken in turn
 * @param lockedShare of a board's cells
 * @param rule compared with the plain one; `auto` is what the pack gets
 */
export async function compareLockRules(
  engine: Pick<EngineClient, 'call' | 'ready'>,
  { prompts, boards, lockedShare, rule = 'auto', report }: {
    prompts: readonly string[]
    boards: number
    lockedShare: number
    rule?: LockRule
    report: (done: number) => void
  }
): Promise<LockComparison> {
  const top = (await engine.ready()).manifest.layers[0]!.index
  const random = makeRandom(1)
  const pairs: { readonly aware: number; readonly naive: number }[] = []
  for (let seed = 0; seed < boards; seed++) {
    const prompt = prompts[seed % prompts.length]!
    const drawn = await engine.call('generate', { prompt, takes: [{ seed }], untilLayer: top })
    const codes = drawn.takes[0]!.tokens[top]!
    const locked = drawPositions(random, codes.length, Math.round(lockedShare * codes.length))
    const left = codes.map((code, position) => (locked.includes(position) ? code : -1))
    const take = { seed, draw: 1, tokens: { [top]: left }, locked: { [top]: locked } }
    const roll = async (lockRule: LockRule): Promise<number> => {
      const { takes } = await engine.call('generate', { prompt, takes: [take], untilLayer: top, lockRule })
      return (await engine.call('score', { prompt, tokens: { [top]: takes[0]!.tokens[top]! } })).logLikelihood
    }
    pairs.push({ aware: await roll(rule), naive: await roll('ordered') })
    report(seed + 1)
  }
  return summarizePairs(pairs)
}

/** Draws `wanted` different positions below `count`. */
function drawPositions(random: () => number, count: number, wanted: number): number[] {
  const left = Array.from({ length: count }, (_, position) => position)
  return Array.from({ length: Math.min(wanted, count) }, () => left.splice(random() % left.length, 1)[0]!)
}

/** @throws RangeError for no pairs */
export function summarizePairs(pairs: readonly { readonly aware: number; readonly naive: number }[]): LockComparison {
  if (pairs.length === 0) throw new RangeError('There are no boards to compare')
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const differences = pairs.map(({ aware, naive }) => aware - naive)
  const difference = mean(differences)
  const variance = mean(differences.map((value) => (value - difference) ** 2))
  return {
    boards: pairs.length,
    lockAware: mean(pairs.map(({ aware }) => aware)),
    naive: mean(pairs.map(({ naive }) => naive)),
    difference,
    standardError: Math.sqrt(variance / Math.max(1, pairs.length - 1)),
    shareBetter: mean(differences.map((value) => (value > 0 ? 1 : 0)))
  }
}
