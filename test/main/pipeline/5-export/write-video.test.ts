import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FilePathSource, Input, ALL_FORMATS } from 'mediabunny'
import { expect, test, vi } from 'vitest'
import { readCarriedFrom } from '../../../../src/main/pipeline/5-export/containers/xmp-in-file.ts'
import { findFfmpeg } from '../../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import { placeCaptions, writeGif, writeVideo } from '../../../../src/main/pipeline/5-export/write-video.ts'
import { writePngSequence } from '../../../../src/main/pipeline/5-export/write-png-sequence.ts'
import { writeCaptions } from '../../../../src/shared/export/captions.ts'
import { writeCarriedText } from '../../../../src/shared/carried/carried-text.ts'
import { writeXmp } from '../../../../src/shared/carried/xmp.ts'
import { createRandom } from '../../../fuzz/draw-json.ts'
import { drawStoryboard } from '../../../shared/carried/draw-storyboard.ts'
import { makeAwkwardFolder } from './awkward-folder.ts'
import { collect, createMovingPicture, psnrOf } from './moving-picture.ts'
import { decodeWith } from './other-programs.ts'
import { makeTone } from './tone.ts'
import type { VideoRequest } from '../../../../src/main/pipeline/5-export/video-arguments.ts'

// ffmpeg shares the machine with whatever else runs there.
vi.setConfig({ testTimeout: 90_000 })

const plain: VideoRequest = {
  container: 'mp4', quality: 'high', scale: 1, resampling: 'crisp', framesPerSecond: null, hasCaptions: false, audio: null,
  tags: { title: 'Größe = "x"; \\ \n y' }
}
const storyboard = drawStoryboard(createRandom(4))
const xmp = writeXmp({ source: 'generated', creatorTool: 'test', storyboard: writeCarriedText(storyboard) })

async function makeOptions(folder: string) {
  const workingFolder = join(folder, 'work')
  await mkdir(workingFolder)
  const seen: number[] = []
  return {
    ffmpegPath: findFfmpeg(), workingFolder, signal: new AbortController().signal, xmp, seen,
    onFrames: (done: number) => void seen.push(done)
  }
}

async function readFrames(file: string): Promise<{ frames: number; seconds: number; width: number; height: number }> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS })
  const track = (await input.getPrimaryVideoTrack())!
  const stats = await track.computePacketStats()
  const seconds = await track.computeDuration()
  const shape = { frames: stats.packetCount, seconds, width: await track.getDisplayWidth(), height: await track.getDisplayHeight() }
  input.dispose()
  return shape
}

test.each(['mp4', 'webm'] as const)('a lossless %s holds the frames bit for bit, and its storyboard', async (container) => {
  const folder = await makeAwkwardFolder()
  const source = createMovingPicture()
  const target = join(folder, `out.${container}`)
  const options = await makeOptions(folder)
  await writeVideo(source, { ...plain, container, quality: 'lossless' }, target, options)
  expect((await decodeWith(target)).equals(await collect(source))).toBe(true)
  expect(await readCarriedFrom(target)).toEqual(storyboard)
  expect(await readFrames(target)).toMatchObject({ frames: 16, width: 48, height: 40 })
  expect(options.seen.at(-1)).toBe(16)
})

test.each([
  ['mp4', 3, 'crisp', null],
  ['mp4', 1, 'lanczos', 24],
  ['webm', 2, 'lanczos', 30],
  ['mp4', 1, 'crisp', 60],
  ['webm', 1, 'crisp', 5]
] as const)('%s at %i× %s and %s frames/s has exactly its size, frames and length', async (container, scale, resampling, rate) => {
  const folder = await makeAwkwardFolder()
  const source = createMovingPicture(17, 47, 39)
  const target = join(folder, 'out')
  await writeVideo(source, { ...plain, container, scale, resampling, framesPerSecond: rate }, target, await makeOptions(folder))
  const frames = Math.round((17 * (rate ?? 8)) / 8)
  const shape = await readFrames(target)
  const even = (side: number) => 2 * Math.ceil((side * scale) / 2)
  expect(shape).toMatchObject({ frames, width: even(47), height: even(39) })
  expect(shape.seconds).toBeCloseTo(frames / (rate ?? 8), 2)
  expect(await readCarriedFrom(target)).toEqual(storyboard)
})

test.each([24, 60])('at %i frames/s the pictures stand where they stood at 8', async (rate) => {
  const folder = await makeAwkwardFolder()
  const source = createMovingPicture(17)
  const target = join(folder, 'out')
  await writeVideo(source, { ...plain, framesPerSecond: rate }, target, await makeOptions(folder))
  const original = await collect(source)
  const decoded = await decodeWith(target)
  const size = 48 * 40 * 3
  for (const frame of [0, 4, 16]) {
    const shown = decoded.subarray((frame * rate * size) / 8, ((frame * rate) / 8 + 1) * size)
    expect(psnrOf(shown, original.subarray(frame * size, (frame + 1) * size)), `frame ${frame}`).toBeGreaterThan(25)
  }
})

test('a GIF has its frames, length, palette and storyboard', async () => {
  const folder = await makeAwkwardFolder()
  const target = join(folder, 'out.gif')
  const request = { scale: 2, resampling: 'crisp', framesPerSecond: null, colours: 64, dither: 'none', loops: true, hasCaptions: false } as const
  await writeGif(createMovingPicture(), request, target, await makeOptions(folder))
  expect(await readCarriedFrom(target)).toEqual(storyboard)
  const decoded = await decodeWith(target)
  expect(decoded.length).toBe(16 * 96 * 80 * 3)
})

test('a sequence has one PNG a frame, each with its own storyboard', async () => {
  const folder = await makeAwkwardFolder()
  const source = createMovingPicture(5)
  const target = join(folder, 'frames')
  const request = { scale: 1, resampling: 'crisp', framesPerSecond: null, hasCaptions: false, xmpOf: (frame: number) => (frame === 2 ? null : xmp) } as const
  await writePngSequence(source, request, target, await makeOptions(folder))
  const names = await readdir(target)
  expect(names.toSorted()).toEqual(['00001.png', '00002.png', '00003.png', '00004.png', '00005.png'])
  const all = await collect(source)
  for (const [frame, name] of names.toSorted().entries()) {
    expect(await readCarriedFrom(join(target, name))).toEqual(frame === 2 ? null : storyboard)
    const size = 48 * 40 * 3
    expect((await decodeWith(join(target, name))).equals(all.subarray(frame * size, (frame + 1) * size))).toBe(true)
  }
})

test('captions change the picture where they stand, and only while they are shown', async () => {
  const folder = await makeAwkwardFolder()
  const target = join(folder, 'out.mp4')
  const options = await makeOptions(folder)
  const bytes = await readFile('resources/fonts/NotoSans-Regular.ttf')
  const text = writeCaptions({
    width: 384,
    height: 320,
    captions: [{ startSeconds: 0, endSeconds: 1, text: 'Grüße {\\b1} привет\nzwei', place: 'bottom' }],
    split: (whole) => [{ text: whole, family: null }]
  })
  await placeCaptions(options.workingFolder, text, [{ file: 'NotoSans-Regular.ttf', bytes }])
  const source = createMovingPicture()
  await writeVideo(source, { ...plain, quality: 'lossless', scale: 8, hasCaptions: true }, target, options)
  const decoded = await decodeWith(target)
  const size = 384 * 320 * 3
  const original = await collect(source)
  const countWhite = (from: number, to: number) => {
    let count = 0
    for (let i = from; i < to; i += 3) if (decoded[i]! + decoded[i + 1]! + decoded[i + 2]! > 620) count += 1
    return count
  }
  expect(countWhite(size / 2, size)).toBeGreaterThan(100)
  expect(countWhite(0, size / 2)).toBe(0)
  expect(countWhite(12 * size, 13 * size)).toBe(0)
  expect(original.length).toBe(16 * 48 * 40 * 3)
})

test('a sound track is cut, or filled up, to the length of the video', async () => {
  const folder = await makeAwkwardFolder()
  for (const seconds of [1, 5]) {
    const sound = join(folder, `tone ${seconds}.wav`)
    await writeFile(sound, makeTone(seconds))
    for (const container of ['mp4', 'webm'] as const) {
      const target = join(folder, `out ${seconds}.${container}`)
      const options = { ...(await makeOptions(await makeAwkwardFolder())), xmp: null }
      await writeVideo(createMovingPicture(24), { ...plain, container, audio: { file: sound, demuxer: 'wav' } }, target, options)
      const input = new Input({ source: new FilePathSource(target), formats: ALL_FORMATS })
      const audio = (await input.getPrimaryAudioTrack())!
      expect(await audio.computeDuration()).toBeCloseTo(3, 1)
      input.dispose()
    }
  }
})

test('an abort in the middle ends the program and rejects with the reason', async () => {
  const folder = await makeAwkwardFolder()
  const abort = new AbortController()
  const endless = {
    ...createMovingPicture(),
    frames: 1e6,
    read: async function* () {
      const frame = new Uint8Array(48 * 40 * 3)
      for (let i = 0; i < 1e6; i++) {
        if (i === 500) abort.abort(new Error('enough'))
        yield frame
      }
    }
  }
  const options = { ...(await makeOptions(folder)), signal: abort.signal }
  await expect(writeVideo(endless, plain, join(folder, 'out.mp4'), options)).rejects.toThrow('enough')
})
