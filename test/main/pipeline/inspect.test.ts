import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { TakeResult } from '../../../src/shared/contract/engine.ts'
import { fixtureFolder } from '../../model-pack/packs.ts'
import { copyPack } from '../inference/pack-copy.ts'
import { openFixtureEngine, type FixtureEngine } from './fixture-engine.ts'

const prompt = 'a dog runs'
let engine: FixtureEngine
let take: TakeResult

beforeAll(async () => {
  engine = await openFixtureEngine()
  const { takes } = await engine.call('generate', { prompt, takes: [{ seed: 3 }], untilLayer: 0 })
  take = takes[0]!
})

test('the score of a take is what its generation reported', async () => {
  const { tokens, masked } = take
  const { logLikelihood } = await engine.call('score', { prompt, tokens, masked, guidance: 2 })
  expect(logLikelihood).toBeCloseTo(take.logLikelihood, 3)
})

test('the entropy of each cell lies between none and its bits, and masked cells have none', async () => {
  const { tokens, masked } = take
  const { entropyBits, logProbabilities } = await engine.call('score', { prompt, tokens, masked })
  expect(Object.keys(entropyBits)).toEqual(['0', '1', '2'])
  expect(entropyBits[2]!.every((bits) => bits > 0 && bits <= 4)).toBe(true)
  expect(logProbabilities[2]!.every((log) => log < 0)).toBe(true)
  expect(entropyBits[0]!.filter((bits) => bits === 0)).toHaveLength(128 - 128 * take.sampledShare!)
})

test('only complete layers are scored, and at least the board is needed', async () => {
  const { entropyBits } = await engine.call('score', {
    prompt,
    tokens: { 2: take.tokens[2]!, 1: take.tokens[1]!.with(3, -1) }
  })
  expect(Object.keys(entropyBits)).toEqual(['2'])
  await expect(engine.call('score', { prompt, tokens: { 2: [1, 2, -1, 3] } })).rejects.toMatchObject({
    field: 'tokens.2'
  })
})

test('alternatives of a board cell are ordered, complete, and sum to one', async () => {
  const tokens = { 2: take.tokens[2]! }
  const { alternatives, entropyBits, thumbnails } = await engine.call('alternatives', {
    prompt,
    tokens,
    layer: 2,
    position: 1,
    count: 16
  })
  expect(thumbnails).toBeNull()
  expect(alternatives).toHaveLength(16)
  expect(new Set(alternatives.map(({ code }) => code)).size).toBe(16)
  const probabilities = alternatives.map(({ probability }) => probability)
  expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a))
  expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1)
  const entropy = -probabilities.reduce((sum, p) => sum + p * Math.log2(p), 0)
  expect(entropyBits).toBeCloseTo(entropy)
})

test('alternatives of a board cell hear of the cells after it', async () => {
  const ask = (last: number) =>
    engine.call('alternatives', { prompt, tokens: { 2: [1, 2, 3, last] }, layer: 2, position: 1 })
  expect((await ask(4)).alternatives).not.toEqual((await ask(9)).alternatives)
})

test('alternatives of a cell do not depend on the code that stands in it', async () => {
  const ask = (code: number) =>
    engine.call('alternatives', { prompt, tokens: { 2: [1, code, 3, 4] }, layer: 2, position: 1 })
  expect((await ask(5)).alternatives).toEqual((await ask(6)).alternatives)
})

test('alternatives of a lower cell need everything before it', async () => {
  const tokens = { 2: take.tokens[2]!, 1: take.tokens[1]!.with(0, -1) }
  await expect(engine.call('alternatives', { prompt, tokens, layer: 1, position: 5 })).rejects.toMatchObject({
    field: 'tokens.1.0'
  })
  const first = await engine.call('alternatives', { prompt, tokens, layer: 1, position: 0 })
  expect(first.alternatives).toHaveLength(8)
})

test('a cell outside the grid and a frame outside the clip are refused', async () => {
  const tokens = { 2: take.tokens[2]! }
  const ask = (position: number, thumbnailFrame: number) =>
    engine.call('alternatives', { prompt, tokens, layer: 2, position, thumbnailFrame, file: 'unused' })
  await expect(ask(4, 0)).rejects.toMatchObject({ kind: 'invalid-input', field: 'position' })
  await expect(ask(0, 8)).rejects.toMatchObject({ kind: 'invalid-input', field: 'thumbnailFrame' })
})

test('logits that are not numbers are an error that names layer and graph, and the engine lives on', async () => {
  await using copy = await copyPack()
  const head = await readFile(join(fixtureFolder, 'head-1.onnx'))
  // The weights' raw data: field 9 of a tensor, 16 · 8 · 4 bytes long.
  const weights = head.indexOf(Buffer.from([0x4a, 0x80, 0x04])) + 3
  head.writeFloatLE(Number.NaN, weights)
  await copy.replace('head-1.onnx', head)
  const broken = await openFixtureEngine(copy.folder)
  await expect(broken.call('generate', { prompt, takes: [{ seed: 1 }], untilLayer: 0 })).rejects.toMatchObject({
    kind: 'engine-failed',
    operation: 'predict layer 1',
    field: 'graphs.heads.1'
  })
  const { status } = await broken.call('generate', { prompt, takes: [{ seed: 1 }], untilLayer: 2 })
  expect(status).toBe('done')
})
