import { beforeAll, expect, test } from 'vitest'
import type { EngineEvent, EngineParams, TakeResult } from '../../../src/shared/contract/engine.ts'
import { unpackBits } from '../../../src/shared/tokens/bit-set.ts'
import { scanCells } from '../../../src/shared/tokens/scan.ts'
import { openFixtureEngine, type FixtureEngine } from './fixture-engine.ts'

let engine: FixtureEngine

beforeAll(async () => {
  engine = await openFixtureEngine()
})

const prompt = 'a dog runs to the right on a beach'
type Request = EngineParams<'generate'>
const whole = (seed: number, change: Partial<Request> = {}): Request => ({
  prompt,
  takes: [{ seed }],
  untilLayer: 0,
  ...change
})

async function generateOne(request: Request, onEvent?: (event: EngineEvent) => void): Promise<TakeResult> {
  const { takes } = await engine.call('generate', request, onEvent)
  return takes[0]!
}

test('the same seed gives the same take and another seed another one', async () => {
  const first = await generateOne(whole(1))
  expect(await generateOne(whole(1))).toEqual(first)
  expect((await generateOne(whole(2))).tokens).not.toEqual(first.tokens)
})

test('every layer is complete and within its bits', async () => {
  const { tokens, logLikelihood } = await generateOne(whole(3))
  expect(Object.values(tokens).map((codes) => codes.length)).toEqual([128, 16, 4])
  expect(Math.min(...tokens[0]!, ...tokens[1]!, ...tokens[2]!)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...tokens[0]!)).toBeLessThan(64)
  expect(logLikelihood).toBeLessThan(0)
})

test('a board alone is what a whole generation begins with, and densifying it gives the same take', async () => {
  const take = await generateOne(whole(4))
  const board = await generateOne(whole(4, { untilLayer: 2 }))
  expect(board.tokens).toEqual({ 2: take.tokens[2] })
  expect(board.sampledShare).toBeNull()
  const dense = await generateOne(whole(4, { takes: [{ seed: 4, tokens: board.tokens }] }))
  expect(dense.tokens).toEqual(take.tokens)
  expect(dense.masked).toBe(take.masked)
})

test('another prompt, guidance or negative prompt changes the tokens', async () => {
  const { tokens } = await generateOne(whole(5))
  expect((await generateOne(whole(5, { prompt: 'red ball' }))).tokens).not.toEqual(tokens)
  expect((await generateOne(whole(5, { negativePrompt: 'red ball' }))).tokens).not.toEqual(tokens)
  const strong = { 2: { guidance: 9 }, 1: { guidance: 9 }, 0: { guidance: 9 } }
  expect((await generateOne(whole(5, { sampling: strong }))).tokens).not.toEqual(tokens)
})

test('guidance 1 on every layer leaves a negative prompt without effect', async () => {
  const sampling = { 2: { guidance: 1 }, 1: { guidance: 1 }, 0: { guidance: 1 } }
  const without = await generateOne(whole(5, { sampling }))
  expect((await generateOne(whole(5, { sampling, negativePrompt: 'red ball' }))).tokens).toEqual(without.tokens)
})

test('temperature 0 does not depend on the seed', async () => {
  const sampling = { 2: { temperature: 0 }, 1: { temperature: 0 }, 0: { temperature: 0 } }
  const first = await generateOne(whole(6, { sampling }))
  expect((await generateOne(whole(7, { sampling }))).tokens).toEqual(first.tokens)
})

test('masked cells repeat the latent frame before and the sampled share is reported', async () => {
  const events: EngineEvent[] = []
  const { tokens, masked, sampledShare } = await generateOne(whole(8), (event) => events.push(event))
  const flags = unpackBits(masked!, 128)!
  const codes = tokens[0]!
  expect(flags.some((flag) => flag === 1)).toBe(true)
  expect(codes.every((code, i) => flags[i] === 0 || code === codes[i - 32])).toBe(true)
  expect(sampledShare).toBe(flags.filter((flag) => flag === 0).length / 128)
  expect(sampledShare).toBeGreaterThanOrEqual(0.15)
  expect(events.find(({ type }) => type === 'mask')).toEqual({ type: 'mask', take: 0, layer: 0, masked, sampledShare })
})

test('without masking every detail token is sampled', async () => {
  const events: EngineEvent[] = []
  const take = await generateOne(whole(8, { masking: false }), (event) => events.push(event))
  expect(take).toMatchObject({ masked: null, sampledShare: 1 })
  const drawn = events.flatMap((event) => (event.type === 'tokens' && event.layer === 0 ? event.positions : []))
  expect(drawn).toHaveLength(128)
})

test('several takes of one request have the seeds asked for, and boards that differ', async () => {
  const request = { prompt, takes: [{ seed: 10 }, { seed: 11 }, { seed: 12 }], untilLayer: 2 }
  const { takes } = await engine.call('generate', request)
  expect(takes.map(({ seed }) => seed)).toEqual([10, 11, 12])
  expect(new Set(takes.map(({ tokens }) => JSON.stringify(tokens))).size).toBeGreaterThan(1)
})

test('several takes with masks of their own are what each gives alone', async () => {
  const { takes } = await engine.call('generate', { prompt, takes: [{ seed: 20 }, { seed: 21 }], untilLayer: 0 })
  expect(takes[0]!.tokens).toEqual((await generateOne(whole(20))).tokens)
  expect(takes[1]!.tokens).toEqual((await generateOne(whole(21))).tokens)
  expect(takes[0]!.masked).not.toBe(takes[1]!.masked)
})

test('locks in any layer are kept and never masked', async () => {
  const { tokens } = await generateOne(whole(30))
  const only = (codes: number[], kept: number[]) => codes.map((code, i) => (kept.includes(i) ? code : -1))
  const kept = { 2: only(tokens[2]!, [3]), 1: only(tokens[1]!, [2, 9]), 0: only(tokens[0]!, [40, 100, 127]) }
  const locked = { 2: [3], 1: [2, 9], 0: [40, 100, 127] }
  const take = await generateOne(whole(30, { takes: [{ seed: 99, tokens: kept, locked }] }))
  for (const layer of [2, 1, 0] as const) {
    for (const cell of locked[layer]) expect(take.tokens[layer]![cell]).toBe(tokens[layer]![cell])
  }
  const flags = unpackBits(take.masked!, 128)!
  expect(locked[0].some((cell) => flags[cell] === 1)).toBe(false)
  expect(take.tokens).not.toEqual(tokens)
})

test('a re-roll of the same seed with the next draw gives other codes where nothing is kept', async () => {
  const boards = await Promise.all(
    [0, 1, 2, 3].map((draw) => generateOne(whole(1, { takes: [{ seed: 1, draw }], untilLayer: 2 })))
  )
  expect(new Set(boards.map(({ tokens }) => JSON.stringify(tokens[2]))).size).toBeGreaterThan(1)
})

test('only the chosen layer is regenerated: those above and below stay', async () => {
  const { tokens, masked } = await generateOne(whole(40))
  const kept = { 2: tokens[2]!, 1: tokens[1]!.map(() => -1), 0: tokens[0]! }
  const steps = new Set<number>()
  const take = await generateOne(whole(40, { takes: [{ seed: 41, tokens: kept, masked }] }), (event) => {
    if (event.type === 'step') steps.add(event.layer)
  })
  expect(take.tokens[2]).toEqual(tokens[2])
  expect(take.tokens[0]).toEqual(tokens[0])
  expect(take.tokens[1]).not.toEqual(tokens[1])
  expect([...steps]).toEqual([2, 1])
})

test('a take that is complete is given back without a step', async () => {
  const { tokens, masked } = await generateOne(whole(42))
  let steps = 0
  const take = await generateOne(
    whole(42, { takes: [{ seed: 1, tokens, masked }] }),
    ({ type }) => void (steps += +(type === 'step'))
  )
  expect(steps).toBe(0)
  expect(take.tokens).toEqual(tokens)
})

test('a later lock changes cells before it by way of the hint slots, and not under the ordered rule', async () => {
  const free = await generateOne(whole(50, { untilLayer: 2 }))
  const lockLast = (code: number) => ({ seed: 50, tokens: { 2: [-1, -1, -1, code] }, locked: { 2: [3] } })
  const sampling = { 2: { temperature: 3 } }
  const boards = async (lockRule: 'hints' | 'ordered') =>
    Promise.all(
      [0, 3, 6, 9, 12, 15].map(async (code) => {
        const take = await generateOne(whole(50, { takes: [lockLast(code)], untilLayer: 2, lockRule, sampling }))
        return JSON.stringify(take.tokens[2]!.slice(0, 3))
      })
    )
  expect(new Set(await boards('hints')).size).toBeGreaterThan(1)
  expect(new Set(await boards('ordered')).size).toBe(1)
  expect(free.tokens[2]).toHaveLength(4)
})

test('the weighted rule keeps the locks and prefers cells under which they are likely', async () => {
  const lock = { tokens: { 2: [-1, -1, -1, 7] }, locked: { 2: [3] } }
  const meanOf = async (lockRule: 'weighted' | 'ordered') => {
    let sum = 0
    for (let seed = 0; seed < 60; seed++) {
      const request = whole(seed, { takes: [{ seed, ...lock }], untilLayer: 2, lockRule, candidates: 16 })
      const { tokens } = await generateOne(request)
      expect(tokens[2]![3]).toBe(7)
      const { logProbabilities } = await engine.call('score', { prompt, tokens, guidance: 2 })
      sum += logProbabilities[2]![3]!
    }
    return sum / 60
  }
  expect(await meanOf('weighted')).toBeGreaterThan(await meanOf('ordered'))
})

test('the events of a take hold every token that was drawn, in the order of the scan, and count up to the total', async () => {
  const seen = new Map<number, Map<number, number>>()
  const progress: [number, number][] = []
  const { tokens, masked } = await generateOne(whole(60, { candidates: 1 }), (event) => {
    if (event.type !== 'tokens') return
    const layer = seen.get(event.layer) ?? new Map<number, number>()
    seen.set(event.layer, layer)
    event.positions.forEach((position, i) => layer.set(position, event.codes[i]!))
    progress.push([event.done, event.total])
  })
  const flags = unpackBits(masked!, 128)!
  expect([...seen.get(2)!]).toEqual(tokens[2]!.map((code, i) => [i, code]))
  const drawn = scanCells({ grid: [4, 4, 8], scan: 'dither' }).filter((position) => !flags[position])
  expect([...seen.get(0)!]).toEqual(drawn.map((position) => [position, tokens[0]![position]]))
  const last = progress.at(-1)!
  expect(last[0]).toBe(last[1])
})

test('a prompt that is longer than the pack reads is cut, and the reading says so', async () => {
  const { prompt: reading } = await engine.call('generate', whole(1, { prompt: 'dog '.repeat(2500), untilLayer: 2 }))
  expect(reading).toMatchObject({ tokens: 8, total: 2502, isCut: true, read: 'dog dog dog dog dog dog' })
  expect(reading.ids.at(-1)).toBe(3)
})

test.each<[string, Request, string]>([
  ['an empty prompt', whole(1, { prompt: '  ' }), 'prompt'],
  ['a layer that is not there', whole(1, { untilLayer: 7 }), 'untilLayer'],
  ['sampling of a layer that is not there', whole(1, { sampling: { 7: { guidance: 1 } } }), 'sampling.7'],
  ['a temperature out of range', whole(1, { sampling: { 2: { temperature: -1 } } }), 'sampling.2.temperature'],
  ['a code out of range', whole(1, { takes: [{ seed: 1, tokens: { 2: [16, -1, -1, -1] } }] }), 'takes.0.tokens.2.0'],
  ['a negative seed', whole(-1), 'takes.0.seed'],
  ['no take', whole(1, { takes: [] }), 'takes']
])('%s is refused and named', async (_, request, field) => {
  await expect(engine.call('generate', request)).rejects.toMatchObject({ kind: 'invalid-input', field })
})
