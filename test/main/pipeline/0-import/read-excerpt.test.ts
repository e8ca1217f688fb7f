import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { readExcerpt } from '../../../../src/main/pipeline/0-import/read-excerpt.ts'
import { findFfmpeg } from '../../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import { concatenateFiles, examinePaths } from '../../../../src/main/services/import/examine-files.ts'
import { FileError } from '../../../../src/shared/errors.ts'
import { importOptionsSchema } from '../../../../src/shared/import/options.ts'
import { makeAwkwardFolder } from '../5-export/awkward-folder.ts'
import { collect, createMovingPicture, psnrOf } from '../5-export/moving-picture.ts'
import { writeSample } from './sample-videos.ts'
import type { ImportChoices } from '../../../../src/shared/import/options.ts'
import type { SampleKind } from './sample-videos.ts'

vi.setConfig({ testTimeout: 90_000 })

const source = createMovingPicture(40)
const clip = { frames: 16, framesPerSecond: 8, height: 40, width: 48 }
const frame = 40 * 48 * 3

async function excerpt(paths: readonly string[], folder: string, choices: ImportChoices, size = clip) {
  const video = await examinePaths(paths)
  let path = paths[0]!
  if (paths.length > 1) {
    path = join(folder, 'joined')
    await writeFile(path, concatenateFiles(paths))
  }
  const target = join(folder, 'frames.rgb')
  const options = { ffmpegPath: findFfmpeg(), signal: new AbortController().signal }
  const given = await readExcerpt(video, path, importOptionsSchema.parse(choices), size, target, options)
  return { video, given, frames: await readFile(target) }
}

test.each<[SampleKind, string, number]>([
  ['mp4', 'mp4', Infinity],
  ['mov', 'mov', Infinity],
  ['mkv', 'mkv', Infinity],
  ['webm', 'webm', Infinity],
  // Of 256 colours that fit any picture, not this one.
  ['gif', 'gif', 18],
  ['png', 'images', Infinity],
  ['jpeg', 'images', 30]
])('the chosen part of %s comes as exactly its frames', async (kind, container, atLeast) => {
  const folder = await makeAwkwardFolder()
  const original = await collect(source)
  const paths = await writeSample(kind, source, folder)
  const { video, given, frames } = await excerpt(paths, folder, { startSeconds: 2, sequenceFramesPerSecond: 8 })
  expect(video).toMatchObject({ container, width: 48, height: 40 })
  expect(video.images).toBe(container === 'images' ? 40 : null)
  expect(given).toBe(16)
  expect(frames.length).toBe(16 * frame)
  // Sequences come in the order of their numbers, not of their letters.
  const quality = psnrOf(frames, original.subarray(16 * frame, 32 * frame))
  expect(quality).toBeGreaterThanOrEqual(Math.min(100, atLeast))
})

test('a part that ends before the clip does is held, begun again, or stretched', async () => {
  const folder = await makeAwkwardFolder()
  const original = await collect(source)
  const paths = await writeSample('mp4', source, folder)
  const at = (frames: Buffer, index: number): Buffer => frames.subarray(index * frame, (index + 1) * frame)
  const part = { startSeconds: 1, endSeconds: 2 }
  const held = await excerpt(paths, folder, { ...part, timing: 'hold' })
  expect(held.given).toBe(8)
  expect(at(held.frames, 15).equals(at(original, 15))).toBe(true)
  const looped = await excerpt(paths, folder, { ...part, timing: 'loop' })
  expect(at(looped.frames, 9).equals(at(original, 9))).toBe(true)
  expect(at(looped.frames, 8).equals(at(original, 8))).toBe(true)
  const slow = await excerpt(paths, folder, { ...part, timing: 'stretch' })
  expect(at(slow.frames, 14).equals(at(original, 15))).toBe(true)
  const fast = await excerpt(paths, folder, { startSeconds: 0, endSeconds: 4, timing: 'stretch' })
  expect(at(fast.frames, 8).equals(at(original, 16))).toBe(true)
})

test('pictures are cropped where it was asked for, padded, or stretched', async () => {
  const folder = await makeAwkwardFolder()
  const paths = await writeSample('mp4', source, folder)
  const small = { ...clip, height: 16, width: 32 }
  const sizes = await Promise.all(
    (['crop', 'pad', 'stretch'] as const).map(async (fit) => (await excerpt(paths, await makeAwkwardFolder(), { fit, cropY: 0 }, small)).frames)
  )
  for (const frames of sizes) expect(frames.length).toBe(16 * 16 * 32 * 3)
  const [cropped, padded] = sizes as [Buffer, Buffer, Buffer]
  expect(padded.subarray(0, 9)).toEqual(Buffer.alloc(9))
  expect(cropped.subarray(0, 9)).not.toEqual(Buffer.alloc(9))
})

test.each([
  ['a page named .mp4', Buffer.from('<!doctype html><html><body>hello</body></html>'.repeat(50))],
  ['an empty file', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(100_000)],
  ['a playlist that names another file', Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n')],
  ['a list for concatenation', Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n")],
  ['a GIF of 65,535 × 65,535 pixels', Buffer.concat([Buffer.from('GIF89a'), Buffer.from('ffffffff', 'hex'), Buffer.alloc(500)])],
  ['a GIF without pixels', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(500)])],
  ['a PNG of 100,000 × 100,000 pixels', Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452000186a0000186a00802000000', 'hex'), Buffer.alloc(500)])]
])('%s is refused with a reason', async (_, bytes) => {
  const folder = await makeAwkwardFolder()
  const path = join(folder, 'video.mp4')
  await writeFile(path, bytes)
  await expect(excerpt([path], folder, {})).rejects.toThrow(FileError)
})

test('a part after the end is refused', async () => {
  const folder = await makeAwkwardFolder()
  const paths = await writeSample('mp4', source, folder)
  await expect(excerpt(paths, folder, { startSeconds: 100 })).rejects.toThrow(/no picture in the chosen part/)
})
