import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { StudioEngine } from '../../src/main/engine/studio-engine.ts'
import { closePack, openPack, type OpenPack } from '../../src/main/inference/open-pack.ts'
import { decodeFrames } from '../../src/main/pipeline/4-decode/frame-decoder.ts'
import { encodeVideo } from '../../src/main/pipeline/4-decode/video-encoder.ts'
import type { TokensByLayer } from '../../src/shared/contract/engine.ts'
import { samplingSchema } from '../../src/shared/model-pack.ts'
import { unpackBits } from '../../src/shared/tokens/bit-set.ts'
import { listPackFolders } from './packs.ts'
import { decodePng } from './png.ts'

const goldenSchema = z.object({
  prompt: z.string(),
  seed: z.number(),
  sampling: z.array(samplingSchema),
  inputIds: z.array(z.number()),
  tokens: z.record(z.string(), z.array(z.number())),
  masked: z.string().nullable(),
  frames: z.string()
})

const hooks = { signal: new AbortController().signal, emit: () => undefined }

describe.each(listPackFolders())('golden cases of %s', (folder) => {
  let pack: OpenPack
  let engine: StudioEngine
  let cases: z.infer<typeof goldenSchema>[]

  beforeAll(async () => {
    pack = await openPack(folder, ['cpu'])
    engine = new StudioEngine(pack)
    const read = (name: string) => readFile(join(folder, name), 'utf8')
    cases = await Promise.all(
      pack.manifest.golden.map(async (name) => goldenSchema.parse(JSON.parse(await read(name))))
    )
  })

  afterAll(() => closePack(pack))

  test('the pack brings golden cases', () => {
    expect(cases.length, basename(folder)).toBeGreaterThan(0)
  })

  test("prompts become the exporter's word pieces", async () => {
    for (const { prompt, inputIds } of cases) {
      const { ids } = await engine.call('encodePrompt', { prompt }, hooks)
      expect(ids).toEqual(inputIds.slice(0, ids.length))
    }
  })

  test("a seed gives the exporter's tokens and mask", async () => {
    const { layers } = pack.manifest
    for (const { prompt, seed, sampling, tokens, masked } of cases) {
      const byLayer = Object.fromEntries(layers.map(({ index }, order) => [index, sampling[order]]))
      const request = { prompt, takes: [{ seed }], untilLayer: layers.at(-1)!.index, sampling: byLayer }
      const { takes } = await engine.call('generate', request, hooks)
      expect(takes[0]?.tokens).toEqual(tokens)
      expect(takes[0]?.masked).toBe(masked)
    }
  })

  test('codes above the last layer are chosen by what the decoder makes of them', async () => {
    const { layers, correction } = pack.manifest
    const frames = await decodeWhole(pack, cases[0]!.tokens, layers.length)
    const measure = async (rounds: number) => {
      const { tokens } = await encodeVideo({ ...pack, manifest: { ...pack.manifest, correction: { ...correction, rounds } } }, frames, false)
      const made = await decodeWhole(pack, tokens, layers.length - 1)
      return { others: layers.slice(0, -2).map(({ index }) => tokens[index]), error: made.reduce((sum, value, i) => sum + (value - frames[i]!) ** 2, 0) }
    }
    const [plain, corrected] = [await measure(0), await measure(correction.rounds)]
    expect(corrected.others).toEqual(plain.others)
    const isLess = correction.rounds > 0
    expect([corrected.error < 0.97 * plain.error, corrected.error === plain.error]).toEqual([isLess, !isLess])
  })

  test("the exporter's tokens decode to its frames within 2/255 mean absolute difference", async () => {
    const { clip, layers, mask: rule } = pack.manifest
    for (const { tokens, masked, frames } of cases) {
      const picture = decodePng(await readFile(join(folder, frames)))
      const flags = masked === null || rule?.strategy === 'repeat' ? null : unpackBits(masked, tokens[0]?.length ?? 0)
      const whole = { clips: [tokens], masks: [flags], layers: layers.length, fromFrame: 0, toFrame: clip.frames }
      let difference = 0
      for await (const { firstFrame, count, data } of decodeFrames(pack, whole)) {
        for (let frame = firstFrame; frame < firstFrame + count; frame++) {
          const column = frame / (clip.frames / 8)
          if (Number.isInteger(column)) difference += compare(data, frame - firstFrame, picture.pixels, column, clip)
        }
      }
      expect(picture.width).toBe(8 * clip.width)
      expect(difference / (8 * clip.height * clip.width * 3)).toBeLessThanOrEqual(2)
    }
  })
})

/** Frames of the first layers, one after another. */
async function decodeWhole(pack: OpenPack, tokens: TokensByLayer, layers: number): Promise<Uint8Array> {
  const job = { clips: [tokens], masks: [null], layers, fromFrame: 0, toFrame: pack.manifest.clip.frames }
  const chunks: Uint8Array[] = []
  for await (const { data } of decodeFrames(pack, job)) chunks.push(data.slice())
  return Buffer.concat(chunks)
}

/** Sum of absolute differences between a decoded frame and one column of a picture of eight frames side by side. */
function compare(
  data: Uint8Array,
  frame: number,
  picture: Uint8Array,
  column: number,
  { height, width }: { height: number; width: number }
): number {
  let sum = 0
  for (let row = 0; row < height; row++) {
    const from = (frame * height + row) * width * 3
    const to = (row * 8 + column) * width * 3
    for (let i = 0; i < width * 3; i++) sum += Math.abs(data[from + i]! - picture[to + i]!)
  }
  return sum
}
