/**
 * Damaged videos: each is refused with a reason or read, within its time, and leaves neither a file nor a process. A few
 * here; `HITVIDEO_CASES=2000 npx vitest run --project unit test/main/pipeline/0-import/damaged.test.ts` for many.
 */
import { execFileSync } from 'node:child_process'
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { examineVideo } from '../../../../src/main/pipeline/0-import/examine-video.ts'
import { readExcerpt } from '../../../../src/main/pipeline/0-import/read-excerpt.ts'
import { readCarriedFrom } from '../../../../src/main/pipeline/5-export/containers/xmp-in-file.ts'
import { findFfmpeg, runFfmpeg } from '../../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import { writeVideo } from '../../../../src/main/pipeline/5-export/write-video.ts'
import { writeCarriedText } from '../../../../src/shared/carried/carried-text.ts'
import { writeXmp } from '../../../../src/shared/carried/xmp.ts'
import { StudioError } from '../../../../src/shared/errors.ts'
import { importOptionsSchema } from '../../../../src/shared/import/options.ts'
import { createRandom } from '../../../fuzz/draw-json.ts'
import { drawStoryboard } from '../../../shared/carried/draw-storyboard.ts'
import { createMovingPicture, makeAwkwardFolder } from '../5-export/moving-picture.ts'
import { writeSample } from './sample-videos.ts'
import type { Random } from '../../../fuzz/draw-json.ts'

const cases = Number(process.env['HITVIDEO_CASES'] ?? 24)
const seed = Number(process.env['HITVIDEO_SEED'] ?? 1)
const secondsEach = 20
const clip = { frames: 16, framesPerSecond: 8, height: 40, width: 48 }
const kinds = ['mp4', 'mov', 'mkv', 'webm', 'gif', 'png', 'jpeg'] as const

/** Samples by name: plain ones, one that carries a storyboard, an 8K picture, and three hours. */
async function makeSamples(folder: string): Promise<Map<string, Buffer>> {
  const samples = new Map<string, Buffer>()
  const source = createMovingPicture(24)
  for (const kind of kinds) {
    const [path] = await writeSample(kind, source, folder)
    samples.set(kind, await readFile(path!))
  }
  const work = join(folder, 'work')
  await mkdir(work)
  const xmp = writeXmp({ source: 'generated', creatorTool: 'test', storyboard: writeCarriedText(drawStoryboard(createRandom(1))) })
  for (const container of ['mp4', 'webm'] as const) {
    const path = join(folder, `carrying.${container}`)
    const request = { container, quality: 'small', scale: 1, resampling: 'crisp', framesPerSecond: null, hasCaptions: false, audio: null, tags: {} } as const
    const options = { ffmpegPath: findFfmpeg(), workingFolder: work, signal: new AbortController().signal, onFrames: () => undefined, xmp }
    await writeVideo(source, request, path, options)
    samples.set(`carrying ${container}`, await readFile(path))
  }
  const long = join(folder, 'long.mp4')
  await runFfmpeg(['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'color=s=64x64:r=1/60:d=10800', '-c:v', 'libx264', '-f', 'mp4', `file:${long}`])
  samples.set('three hours', await readFile(long))
  const huge = join(folder, 'huge.mp4')
  await runFfmpeg(['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'color=s=7680x4320:r=8:d=0.5', '-c:v', 'libx264', '-preset', 'ultrafast', '-f', 'mp4', `file:${huge}`])
  samples.set('8K', await readFile(huge))
  return samples
}

function damage(bytes: Buffer, random: Random): { name: string; damaged: Buffer } {
  const below = (end: number): number => Math.floor(random() * end)
  const kind = below(6)
  if (kind === 0) return { name: 'cut', damaged: bytes.subarray(0, below(bytes.length)) }
  const damaged = Buffer.from(bytes)
  if (kind === 1) {
    for (let i = 0; i < 1 + below(30); i++) damaged[below(damaged.length)]! ^= 1 << below(8)
    return { name: 'bits turned over', damaged }
  }
  if (kind === 2) {
    // The head of a file is where sizes and rates stand.
    for (let i = 0; i < 1 + below(8); i++) damaged[below(Math.min(2000, damaged.length))] = below(256)
    return { name: 'head overwritten', damaged }
  }
  if (kind === 3) {
    const from = below(damaged.length)
    damaged.fill(0, from, Math.min(damaged.length, from + below(damaged.length)))
    return { name: 'zeros', damaged }
  }
  if (kind === 4) {
    const place = below(damaged.length)
    return { name: 'a piece missing', damaged: Buffer.concat([damaged.subarray(0, place), damaged.subarray(place + below(400))]) }
  }
  damaged.writeUInt32BE([0, 1, 0x7fffffff, 0xffffffff][below(4)]!, below(Math.max(1, damaged.length - 4)))
  return { name: 'a size changed', damaged }
}

/** ffmpeg programs that this process has started and that still run. */
function countPrograms(): number {
  if (process.platform !== 'linux') return 0
  const list = execFileSync('ps', ['--ppid', String(process.pid), '-o', 'comm=']).toString()
  return list.split('\n').filter((name) => name.trim() === 'ffmpeg').length
}

test(`${cases} damaged videos (seed ${seed}) are refused or read, in time, and leave nothing`, async () => {
  const folder = await makeAwkwardFolder()
  const samples = [...(await makeSamples(folder))]
  await rm(folder, { recursive: true })
  await mkdir(folder)
  const random = createRandom(seed)
  const outcomes = { read: 0, refused: 0 }
  const path = join(folder, 'video.mp4')
  const target = join(folder, 'frames.rgb')
  const strange: string[] = []
  const note = (label: string, error: unknown): void => {
    if (!(error instanceof StudioError)) strange.push(`${label}: ${String(error)}`)
  }
  let slowest = 0
  for (let index = 0; index < cases; index++) {
    const [sample, bytes] = samples[index % samples.length]!
    const { name, damaged } = damage(bytes, random)
    const label = `case ${index}: ${sample}, ${name}`
    await writeFile(path, damaged)
    const began = performance.now()
    try {
      await readCarriedFrom(path).catch((error: unknown) => note(label, error))
      const video = await examineVideo(path)
      const options = { ffmpegPath: findFfmpeg(), signal: new AbortController().signal, timeLimitSeconds: secondsEach }
      await readExcerpt(video, path, importOptionsSchema.parse({ startSeconds: index % 5 === 0 ? 1 : 0 }), clip, target, options)
      if ((await stat(target)).size !== 16 * 40 * 48 * 3) strange.push(`${label}: ${(await stat(target)).size} bytes`)
      await rm(target)
      outcomes.read += 1
    } catch (error) {
      note(label, error)
      outcomes.refused += 1
    }
    slowest = Math.max(slowest, performance.now() - began)
    expect(await readdir(folder), label).toEqual(['video.mp4'])
  }
  expect(strange).toEqual([])
  expect(countPrograms()).toBe(0)
  expect(outcomes.read + outcomes.refused).toBe(cases)
  expect(slowest / 1000).toBeLessThan(2 * secondsEach + 15)
}, 60_000 + cases * 10_000)
