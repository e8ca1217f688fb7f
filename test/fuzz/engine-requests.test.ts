import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseRequest, StudioEngine } from '../../src/main/engine/studio-engine.ts'
import { openPack } from '../../src/main/inference/open-pack.ts'
import type { EngineMethod, TakeResult } from '../../src/shared/contract/engine.ts'
import { InvalidInputError, StudioError } from '../../src/shared/errors.ts'
import { fixtureFolder } from '../model-pack/packs.ts'
import { damageJson } from './damage-json.ts'
import { createRandom } from './draw-json.ts'

const cases = 12_000
/** Requests that parse are run, up to this many: each takes milliseconds. */
const runs = 400
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 32)

let folder: string
let engine: StudioEngine
let take: TakeResult

beforeAll(async () => {
  console.log(`FUZZ_SEED=${seed} (engine requests)`)
  folder = await mkdtemp(join(tmpdir(), 'hitvideo-fuzz-'))
  engine = new StudioEngine(await openPack(fixtureFolder, ['cpu']))
  const { takes } = await engine.call('generate', { prompt: 'dog', takes: [{ seed: 1 }], untilLayer: 0 }, patient)
  take = takes[0]!
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const patient = { signal: new AbortController().signal, emit: () => undefined }

/** A request that takes too long is cancelled: fuzzing is about answers, not about work. */
const hooks = () => ({ signal: AbortSignal.timeout(250), emit: () => undefined })

function soundRequests(): [EngineMethod, unknown][] {
  const { tokens, masked } = take
  const prompt = 'a dog runs'
  const partial = { 2: tokens[2], 1: tokens[1]!.with(3, -1) }
  return [
    [
      'generate',
      {
        prompt,
        negativePrompt: 'cat',
        takes: [{ seed: 5, draw: 1, tokens: partial, locked: { 2: [1] }, masked }],
        untilLayer: 0
      }
    ],
    [
      'generate',
      {
        prompt,
        takes: [{ seed: 1 }, { seed: 2 }],
        untilLayer: 2,
        sampling: { 2: { guidance: 3, topK: 2 } },
        lockRule: 'auto'
      }
    ],
    [
      'generate',
      {
        prompt,
        takes: [{ seed: 1, tokens: { 2: [-1, 3, -1, 4] }, locked: { 2: [1, 3] } }],
        untilLayer: 2,
        lockRule: 'weighted',
        candidates: 3
      }
    ],
    ['score', { prompt, tokens, locked: { 2: [0] }, masked, guidance: 2 }],
    [
      'alternatives',
      {
        prompt,
        tokens,
        masked,
        layer: 1,
        position: 2,
        count: 4,
        guidance: 1,
        thumbnailFrame: 3,
        file: join(folder, 'thumbnails')
      }
    ],
    ['predictMask', { tokens: { 2: tokens[2], 1: tokens[1] }, locked: {} }],
    ['decode', { tokens, masked, layers: 3, fromFrame: 1, toFrame: 5, file: join(folder, 'frames') }],
    ['encodePrompt', { prompt }],
    ['describe', {}]
  ]
}

test(`${cases} damaged requests are parsed or refused with a field, and what parses is answered or refused by a typed error`, async () => {
  const random = createRandom(seed)
  const sound = soundRequests()
  let parsed = 0
  let refused = 0
  for (let i = 0; i < cases; i++) {
    const [method, request] = sound[Math.floor(random() * sound.length)]!
    const damaged = damageJson(random, request)
    // A damaged path would be written to: files stay in the folder.
    if (typeof damaged === 'object' && damaged !== null && 'file' in damaged) damaged.file = join(folder, 'frames')
    const fault = await faultOf(async () => parseRequest(method, damaged))
    const isRun = fault === null && ++parsed <= runs
    const later = isRun ? await faultOf(() => engine.call(method, damaged, hooks())) : null
    const isTyped = fault === null ? later === null || later instanceof StudioError : fault instanceof InvalidInputError
    expect(isTyped, `case ${i} of seed ${seed}: ${JSON.stringify(damaged)} ${String(fault ?? later)}`).toBe(true)
    if (fault) refused++
  }
  expect(parsed).toBeGreaterThan(runs)
  expect(refused).toBeGreaterThan(cases / 4)
  expect('polluted' in {}).toBe(false)
  const after = await engine.call('generate', { prompt: 'dog', takes: [{ seed: 1 }], untilLayer: 0 }, patient)
  expect(after.takes[0]).toEqual(take)
}, 120_000)

/** What a call throws; null: nothing. */
async function faultOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    await call()
  } catch (error) {
    return error
  }
  return null
}

test('a method that does not exist is refused', () => {
  for (const method of ['constructor', 'toString', '__proto__', 'explode']) {
    expect(() => parseRequest(method as EngineMethod, {})).toThrow(InvalidInputError)
  }
})

test('a length that is no number is refused like any other damage', () => {
  const prompt = { length: { length: 3, toString: 'no function' } }
  expect(() => parseRequest('encodePrompt', { prompt })).toThrow(InvalidInputError)
})
