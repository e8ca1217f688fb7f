import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EngineEvent, TakeResult } from '../../../src/shared/contract/engine.ts'
import { copyPack } from '../inference/pack-copy.ts'
import { openFixtureEngine, type FixtureEngine } from './fixture-engine.ts'

const prompt = 'a dog runs'
const frameBytes = 8 * 16 * 3
let engine: FixtureEngine
let take: TakeResult
let folder: string

beforeAll(async () => {
  engine = await openFixtureEngine()
  folder = await mkdtemp(join(tmpdir(), 'hitvideo-decode-'))
  const { takes } = await engine.call('generate', { prompt, takes: [{ seed: 3 }], untilLayer: 0 })
  take = takes[0]!
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function decode(
  layers: number,
  fromFrame = 0,
  toFrame = 8,
  onEvent?: (event: EngineEvent) => void
): Promise<Buffer> {
  const file = join(folder, 'frames.rgb')
  const { tokens, masked } = take
  const result = await engine.call('decode', { tokens, masked, layers, fromFrame, toFrame, file }, onEvent)
  expect(result).toMatchObject({ status: 'done', frames: toFrame - fromFrame, height: 8, width: 16 })
  return readFile(file)
}

test('a whole clip has all its frames', async () => {
  expect(await decode(3)).toHaveLength(8 * frameBytes)
})

test('any range of frames is cut from the whole clip', async () => {
  const whole = await decode(3)
  for (const [from, to] of [
    [0, 1],
    [1, 2],
    [3, 7],
    [5, 8]
  ] as const) {
    expect(await decode(3, from, to)).toEqual(whole.subarray(from * frameBytes, to * frameBytes))
  }
})

test('each further layer changes the picture', async () => {
  const pictures = [await decode(1), await decode(2), await decode(3)]
  expect(new Set(pictures.map((picture) => picture.toString('hex'))).size).toBe(3)
})

test('a prefix of layers needs no tokens below it', async () => {
  const file = join(folder, 'board.rgb')
  await engine.call('decode', { tokens: { 2: take.tokens[2]! }, layers: 1, fromFrame: 0, toFrame: 8, file })
  expect(await readFile(file)).toEqual(await decode(1))
})

test('chunks are told of as they lie in the file, without gaps', async () => {
  const chunks: EngineEvent[] = []
  await decode(3, 1, 8, (event) => chunks.push(event))
  let bytes = 0
  let frame = 1
  for (const chunk of chunks) {
    expect(chunk).toMatchObject({ type: 'frames', firstFrame: frame, firstByte: bytes })
    if (chunk.type !== 'frames') continue
    expect(chunk.bytes).toBe(chunk.count * frameBytes)
    bytes += chunk.bytes
    frame += chunk.count
  }
  expect(frame).toBe(8)
})

test('masked cells need no codes of their own under the repeat strategy', async () => {
  const whole = await decode(3)
  const file = join(folder, 'unfilled.rgb')
  const { masked } = take
  const flags = Buffer.from(masked!, 'base64')
  const codes = take.tokens[0]!.map((code, i) => ((flags[i >> 3]! >> (i & 7)) & 1 ? -1 : code))
  const tokens = { ...take.tokens, 0: codes }
  await engine.call('decode', { tokens, masked, layers: 3, fromFrame: 0, toFrame: 8, file })
  expect(await readFile(file)).toEqual(whole)
})

test('under the learned strategy masked codes are not looked at', async () => {
  await using copy = await copyPack()
  await copy.edit((manifest) => (manifest.mask!.strategy = 'learned'))
  const learned = await openFixtureEngine(copy.folder)
  const decodeWith = async (fill: number) => {
    const file = join(folder, 'learned.rgb')
    const flags = Buffer.from(take.masked!, 'base64')
    const codes = take.tokens[0]!.map((code, i) => ((flags[i >> 3]! >> (i & 7)) & 1 ? fill : code))
    const tokens = { ...take.tokens, 0: codes }
    await learned.call('decode', { tokens, masked: take.masked, layers: 3, fromFrame: 0, toFrame: 8, file })
    return readFile(file)
  }
  expect(await decodeWith(0)).toEqual(await decodeWith(63))
})

test('a decode that is cancelled stops between chunks', async () => {
  const controller = new AbortController()
  const { tokens, masked } = take
  const request = { tokens, masked, layers: 3, fromFrame: 0, toFrame: 8, file: join(folder, 'cut.rgb') }
  const result = await engine.call('decode', request, () => controller.abort(), controller.signal)
  expect(result.status).toBe('cancelled')
  expect(result.frames).toBeLessThan(8)
})

test.each([
  ['more layers than there are', { layers: 4 }, 'layers'],
  ['a frame beyond the end', { toFrame: 9 }, 'toFrame'],
  ['an empty range', { fromFrame: 8 }, 'fromFrame']
])('%s is refused and named', async (_, change, field) => {
  const request = { tokens: take.tokens, layers: 3, fromFrame: 0, toFrame: 8, file: join(folder, 'no.rgb'), ...change }
  await expect(engine.call('decode', request)).rejects.toMatchObject({ kind: 'invalid-input', field })
})

test('a missing layer is refused and named', async () => {
  const request = { tokens: { 2: take.tokens[2]! }, layers: 2, fromFrame: 0, toFrame: 8, file: join(folder, 'no.rgb') }
  await expect(engine.call('decode', request)).rejects.toMatchObject({ field: 'tokens.1' })
})

test('a file that cannot be written is a file error', async () => {
  const { tokens, masked } = take
  const request = { tokens, masked, layers: 3, fromFrame: 0, toFrame: 8, file: join(folder, 'nowhere', 'x.rgb') }
  await expect(engine.call('decode', request)).rejects.toMatchObject({ kind: 'file' })
})

test('a thumbnail of each alternative is the frame of a clip with that code in place', async () => {
  const file = join(folder, 'thumbnails.rgb')
  const tokens = { 2: take.tokens[2]! }
  const request = { prompt, tokens, layer: 2, position: 0, count: 3, thumbnailFrame: 4, file }
  const { alternatives, thumbnails } = await engine.call('alternatives', request)
  expect(thumbnails).toEqual({ height: 8, width: 16, bytes: 3 * frameBytes })
  const pictures = await readFile(file)
  for (const [i, { code }] of alternatives.entries()) {
    const single = join(folder, 'single.rgb')
    const changed = { 2: tokens[2].with(0, code) }
    await engine.call('decode', { tokens: changed, layers: 1, fromFrame: 4, toFrame: 5, file: single })
    expect(pictures.subarray(i * frameBytes, (i + 1) * frameBytes)).toEqual(await readFile(single))
  }
})

test('a video becomes tokens of every layer, a mask, and a measured quality', async () => {
  const file = join(folder, 'video.rgb')
  const frames = Uint8Array.from({ length: 8 * frameBytes }, (_, i) => (i * 31 + Math.floor(i / frameBytes) * 7) & 255)
  await writeFile(file, frames)
  const { tokens, masked, sampledShare, psnr, bitsPerPixel } = await engine.call('encode', { file, measure: true })
  expect(Object.values(tokens).map((codes) => codes.length)).toEqual([128, 16, 4])
  expect(masked).not.toBeNull()
  expect(sampledShare).toBeGreaterThanOrEqual(0.15)
  expect(psnr).toBeGreaterThan(0)
  expect(bitsPerPixel).toBeCloseTo((4 * 4 + 16 * 4 + 128 * 6) / (8 * 8 * 16))
  const again = await engine.call('encode', { file })
  expect(again).toMatchObject({ tokens, psnr: null })
})

test('a video of another length is refused', async () => {
  const file = join(folder, 'short.rgb')
  await writeFile(file, new Uint8Array(100))
  await expect(engine.call('encode', { file })).rejects.toMatchObject({ kind: 'invalid-input', field: 'file' })
  await expect(engine.call('encode', { file: join(folder, 'absent.rgb') })).rejects.toMatchObject({ kind: 'file' })
})

test('the mask of given upper layers is what generation would use', async () => {
  const tokens = { 2: take.tokens[2]!, 1: take.tokens[1]! }
  expect(await engine.call('predictMask', { tokens })).toEqual({ masked: take.masked, sampledShare: take.sampledShare })
})
