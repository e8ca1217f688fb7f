/** What the fixture pack makes of a few seeds when nothing interrupts it. */
import type { TokensByLayer } from '../../src/shared/contract/engine.ts'
import { openFixtureEngine } from '../main/pipeline/fixture-engine.ts'

export const generatedPrompt = 'a dog runs'
/** Seeds are 0 … seedCount − 1: few, so that each take is computed once and checked often. */
export const seedCount = 6

/** Tokens of all layers, by seed. */
export async function computeExpectedTakes(): Promise<readonly TokensByLayer[]> {
  const engine = await openFixtureEngine()
  const takes: TokensByLayer[] = []
  for (let seed = 0; seed < seedCount; seed++) {
    const made = await engine.call('generate', { prompt: generatedPrompt, takes: [{ seed }], untilLayer: 0 })
    takes.push(made.takes[0]!.tokens)
  }
  return takes
}
