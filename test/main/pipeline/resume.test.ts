import { beforeAll, expect, test } from 'vitest'
import type { EngineEvent, TokensByLayer } from '../../../src/shared/contract/engine.ts'
import { openFixtureEngine, type FixtureEngine } from './fixture-engine.ts'

let engine: FixtureEngine

beforeAll(async () => {
  engine = await openFixtureEngine()
})

const prompt = 'the cat sits'

/** What a storage knows of a take: codes as they were handed out, and the mask. */
class Storage {
  readonly tokens: TokensByLayer = { 2: fill(4), 1: fill(16), 0: fill(128) }
  masked: string | null = null

  keep(event: EngineEvent): void {
    if (event.type === 'mask') this.masked = event.masked
    if (event.type !== 'tokens') return
    event.positions.forEach((position, i) => (this.tokens[event.layer]![position] = event.codes[i]!))
  }
}

const fill = (count: number): number[] => Array.from({ length: count }, () => -1)

test('a take that is cancelled at any step resumes from what was handed out to exactly the uninterrupted take', async () => {
  const whole = await engine.call('generate', { prompt, takes: [{ seed: 9 }], untilLayer: 0 })
  let steps = 0
  await engine.call(
    'generate',
    { prompt, takes: [{ seed: 9 }], untilLayer: 0 },
    (event) => (steps += event.type === 'step' ? 1 : 0)
  )
  for (let end = 1; end < steps; end++) {
    const storage = new Storage()
    const controller = new AbortController()
    let seen = 0
    const interrupted = await engine.call(
      'generate',
      { prompt, takes: [{ seed: 9 }], untilLayer: 0 },
      (event) => {
        storage.keep(event)
        if (event.type === 'step' && ++seen === end) controller.abort()
      },
      controller.signal
    )
    expect(interrupted.status).toBe('cancelled')
    const { tokens, masked } = storage
    const resumed = await engine.call('generate', { prompt, takes: [{ seed: 9, tokens, masked }], untilLayer: 0 })
    expect(resumed.takes[0]!.tokens).toEqual(whole.takes[0]!.tokens)
    expect(resumed.takes[0]!.masked).toBe(whole.takes[0]!.masked)
  }
})

test('boards that are interrupted in a batch resume in the same batch to the same boards', async () => {
  const seeds = [1, 2, 3]
  const whole = await engine.call('generate', { prompt, takes: seeds.map((seed) => ({ seed })), untilLayer: 2 })
  const controller = new AbortController()
  const stores = seeds.map(() => new Storage())
  let steps = 0
  await engine.call(
    'generate',
    { prompt, takes: seeds.map((seed) => ({ seed })), untilLayer: 2 },
    (event) => {
      if (event.type === 'tokens') stores[event.take]!.keep(event)
      if (event.type === 'step' && ++steps === 3) controller.abort()
    },
    controller.signal
  )
  const takes = seeds.map((seed, i) => ({ seed, tokens: { 2: stores[i]!.tokens[2]! } }))
  const resumed = await engine.call('generate', { prompt, takes, untilLayer: 2 })
  expect(resumed.takes.map(({ tokens }) => tokens)).toEqual(whole.takes.map(({ tokens }) => tokens))
})

test('what a cancelled request returns is what it had handed out', async () => {
  const controller = new AbortController()
  const storage = new Storage()
  const { status, takes } = await engine.call(
    'generate',
    { prompt, takes: [{ seed: 5 }], untilLayer: 0, candidates: 1 },
    (event) => {
      storage.keep(event)
      if (event.type === 'layer' && event.layer === 1) controller.abort()
    },
    controller.signal
  )
  expect(status).toBe('cancelled')
  expect(takes[0]!.tokens).toEqual({ 2: storage.tokens[2], 1: storage.tokens[1] })
})

test('a request that is cancelled before it begins does nothing', async () => {
  const { status, takes } = await engine.call(
    'generate',
    { prompt, takes: [{ seed: 5 }], untilLayer: 0 },
    undefined,
    AbortSignal.abort()
  )
  expect(status).toBe('cancelled')
  expect(takes[0]!.tokens).toEqual({})
})
