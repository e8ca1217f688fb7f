import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mp4Arguments, type RawClip } from '../../../../src/main/pipeline/5-export/mp4-arguments.ts'
import { runFfmpeg } from '../../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import { writeMp4 } from '../../../../src/main/pipeline/5-export/write-mp4.ts'
import { ExportError, FileError } from '../../../../src/shared/errors.ts'

let folder: string
let clip: RawClip

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hitvideo-büro 日本-'))
  clip = { file: join(folder, 'frames.rgb'), frames: 6, framesPerSecond: 8, height: 18, width: 34 }
  const frames = Uint8Array.from({ length: 6 * 18 * 34 * 3 }, (_, i) => (i * 5) & 255)
  await writeFile(clip.file, frames)
})

afterEach(() => rm(folder, { recursive: true, force: true }))

test('the arguments say what every player needs and nothing that a shell could read', () => {
  const args = mp4Arguments(clip, '/out/-odd name.mp4', { scale: 2 })
  expect(args).toEqual(expect.arrayContaining(['-nostdin', 'libx264', 'yuv420p', '+faststart', 'file,pipe']))
  expect(args).toContain('scale=68:36:flags=lanczos')
  expect(args.at(-1)).toBe('file:/out/-odd name.mp4')
})

test.each([
  [1, 'scale=34:18:flags=lanczos'],
  [1.5, 'scale=52:28:flags=lanczos'],
  [0.01, 'scale=2:2:flags=lanczos']
])('scale %s gives even sides', (scale, filter) => {
  expect(mp4Arguments(clip, 'x.mp4', { scale })).toContain(filter)
})

test('the video can be read back with its size, rate and number of frames, from a path outside ASCII', async () => {
  const target = join(folder, 'käfer.mp4')
  await writeMp4(clip, target, { scale: 2 })
  const back = join(folder, 'back.rgb')
  await runFfmpeg([
    '-nostdin',
    '-loglevel',
    'error',
    '-i',
    `file:${target}`,
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    `file:${back}`
  ])
  expect(await readFile(back)).toHaveLength(6 * 36 * 68 * 3)
  expect(await readdir(folder)).toEqual(['back.rgb', 'frames.rgb', 'käfer.mp4'])
})

test('a failure is told in one line and leaves neither file nor rest', async () => {
  const target = join(folder, 'x.mp4')
  await expect(writeMp4({ ...clip, file: join(folder, 'absent') }, target)).rejects.toThrow(ExportError)
  expect(await readdir(folder)).toEqual(['frames.rgb'])
})

test('a failure leaves the video that was there before', async () => {
  const target = join(folder, 'x.mp4')
  await writeFile(target, 'before')
  await expect(writeMp4({ ...clip, file: join(folder, 'absent') }, target)).rejects.toThrow(ExportError)
  expect(await readFile(target, 'utf8')).toBe('before')
})

test('a target that cannot be replaced is a file error', async () => {
  const target = join(folder, 'taken.mp4')
  await mkdir(join(target, 'inside'), { recursive: true })
  await expect(writeMp4(clip, target)).rejects.toThrow(FileError)
  expect(await readdir(folder)).toEqual(['frames.rgb', 'taken.mp4'])
})

test('an abort rejects with its reason and leaves nothing', async () => {
  await expect(writeMp4(clip, join(folder, 'x.mp4'), { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(
    'stop'
  )
  expect(await readdir(folder)).toEqual(['frames.rgb'])
})

test('an ffmpeg that is not there is an export error', async () => {
  const choices = { ffmpegPath: join(folder, 'no-ffmpeg') }
  await expect(writeMp4(clip, join(folder, 'x.mp4'), choices)).rejects.toThrow(ExportError)
})

test('ffmpeg is ended after its time limit', async () => {
  const endless = ['-nostdin', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i', 'testsrc', '-f', 'null', '-']
  await expect(runFfmpeg(endless, { timeLimitSeconds: 0.3 })).rejects.toThrow(/not done after 0.3 s/)
})
