import { beforeAll, expect, test } from 'vitest'
import { decodeFrames } from '../../../src/main/pipeline/4-decode/frame-decoder.ts'
import type { EngineEvent, TakeResult } from '../../../src/shared/contract/engine.ts'
import { unpackBits } from '../../../src/shared/tokens/bit-set.ts'
import { openFixtureEngine, type FixtureEngine } from './fixture-engine.ts'

let engine: FixtureEngine

beforeAll(async () => {
  engine = await openFixtureEngine()
})

const prompt = 'a dog runs to the right on a beach'

interface Wish {
  readonly draw?: number
  readonly candidates?: number
  readonly tokens?: TakeResult['tokens']
}

async function makeClip(seed: number, { draw, candidates, tokens }: Wish = {}): Promise<TakeResult> {
  const takes = [{ seed, draw, tokens }]
  const result = await engine.call('generate', { prompt, takes, untilLayer: 0, candidates: candidates ?? null })
  return result.takes[0]!
}

/** The fixture's ranker likes bright clips. */
async function brightnessOf({ tokens, masked }: TakeResult): Promise<number> {
  const { frames } = engine.pack.manifest.clip
  const job = { clips: [tokens], masks: [masked === null ? null : unpackBits(masked, 128)], layers: 3 }
  let sum = 0
  for await (const { data } of decodeFrames(engine.pack, { ...job, fromFrame: 0, toFrame: frames })) {
    for (const value of data) sum += value
  }
  return sum
}

test('of the clips drawn below a board the one is kept that the ranker likes best', async () => {
  const places = new Set<number>()
  for (let seed = 0; seed < 10; seed++) {
    const kept = await makeClip(seed)
    const board = { 2: kept.tokens[2]! }
    const candidates: TakeResult[] = []
    for (const draw of [0, 1, 2]) candidates.push(await makeClip(seed, { draw, candidates: 1, tokens: board }))
    const brightness: number[] = []
    for (const candidate of candidates) brightness.push(await brightnessOf(candidate))
    // The ranker takes the mean over the clip's bytes; the rest of what it adds is the same for all.
    const means = brightness.map((sum) => sum / (8 * 8 * 16 * 3))
    const best = means.findIndex((mean) => mean >= Math.max(...means) - 0.5)
    expect(kept.tokens).toEqual(candidates[best]!.tokens)
    expect(kept.masked).toBe(candidates[best]!.masked)
    expect(kept.logLikelihood).toBeLessThan(candidates[best]!.logLikelihood) // the board's is in it, too
    places.add(best)
  }
  expect(places.size).toBeGreaterThan(1)
})

test('tokens of candidates are told of as shares, and those of the kept one handed out before any layer is said to be done', async () => {
  const events: EngineEvent[] = []
  const request = { prompt, takes: [{ seed: 3 }], untilLayer: 0 }
  const { takes } = await engine.call('generate', request, (event) => events.push(event))
  const below = events.filter((event) => 'layer' in event && event.layer < 2)
  const shares = below.flatMap((event) => (event.type === 'candidate' && event.layer === 0 ? [event.share] : []))
  expect(shares.length).toBeGreaterThanOrEqual(3)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
  const kinds = below.map(({ type }) => type).filter((type) => type !== 'step' && type !== 'candidate')
  expect([...new Set(kinds)]).toEqual(['mask', 'tokens', 'layer'])
  expect(kinds.lastIndexOf('tokens')).toBeLessThan(kinds.indexOf('layer'))
  const flags = unpackBits(takes[0]!.masked!, 128)!
  const handed = below.flatMap((event) => (event.type === 'tokens' && event.layer === 0 ? event.positions : []))
  expect(handed.toSorted((a, b) => a - b)).toEqual([...flags.keys()].filter((position) => flags[position] === 0))
})

test('several takes are what each gives alone', async () => {
  const { takes } = await engine.call('generate', { prompt, takes: [{ seed: 5 }, { seed: 6 }], untilLayer: 0 })
  expect(takes.map(({ tokens }) => tokens)).toEqual([(await makeClip(5)).tokens, (await makeClip(6)).tokens])
})

test('the last layer alone is drawn once', async () => {
  const { tokens } = await makeClip(8)
  const steps: number[] = []
  const takes = [{ seed: 9, tokens: { 2: tokens[2]!, 1: tokens[1]! } }]
  await engine.call('generate', { prompt, takes, untilLayer: 0 }, (event) => {
    if (event.type === 'step' && event.layer === 0) steps.push(event.step)
  })
  expect(new Set(steps).size).toBe(steps.length)
})

test('a cancel among the candidates leaves the board as it is', async () => {
  const stop = new AbortController()
  const onEvent = (event: EngineEvent) => {
    if (event.type === 'candidate' && event.layer === 0 && event.share > 0.5) stop.abort()
  }
  const result = await engine.call('generate', { prompt, takes: [{ seed: 7 }], untilLayer: 0 }, onEvent, stop.signal)
  expect(result.status).toBe('cancelled')
  expect(result.takes[0]!.tokens).toEqual({ 2: (await makeClip(7)).tokens[2] })
})
