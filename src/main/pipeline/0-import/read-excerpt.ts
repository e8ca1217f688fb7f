/** A video → exactly one clip's frames in a file. */
import { open, rm } from 'node:fs/promises'
import { ExportError } from '../../../shared/errors.ts'
import { readAt, writeAt } from '../5-export/containers/file-bytes.ts'
import { runFfmpeg } from '../5-export/run-ffmpeg.ts'
import { refuseFile } from './refuse-file.ts'
import { excerptArguments } from './excerpt-arguments.ts'
import type { ReadableVideo } from './examine-video.ts'
import type { ClipSize, Excerpt } from './excerpt-arguments.ts'

export interface ReadOptions {
  readonly ffmpegPath: string
  readonly signal: AbortSignal
  readonly timeLimitSeconds?: number
}

/** Enough for eight seconds of 8K on a slow machine, and for the parts of a long GIF that come before. */
const defaultLimitSeconds = 180

/**
 * Writes the frames, rgb24 `[clip.frames, height, width, 3]`. Where the excerpt is shorter than a clip, its last frame is
 * held or it begins again.
 * @returns how many frames the video gave itself
 * @throws FileError where it gives none; the signal's reason after an abort
 */
export async function readExcerpt(
  video: ReadableVideo, path: string, excerpt: Excerpt, clip: ClipSize, target: string, options: ReadOptions
): Promise<number> {
  const { ffmpegPath, signal, timeLimitSeconds = defaultLimitSeconds } = options
  try {
    await runFfmpeg(excerptArguments(video, path, excerpt, clip, target), { ffmpegPath, signal, timeLimitSeconds, operation: 'read the video' })
  } catch (error) {
    // A damaged end does not spoil what came before it: that is used where there is any.
    const isUsable = error instanceof ExportError && !error.reason.includes('was not done') && (await countFrames(target, clip)) > 0
    if (!isUsable) {
      await rm(target, { force: true })
      if (!(error instanceof ExportError)) throw error
      const reason = error.reason.includes('was not done')
        ? `it could not be read within ${timeLimitSeconds} s`
        : 'it is damaged, or of a kind that ffmpeg does not know'
      throw refuseFile(reason, 'Choose another file, or another part of it', error)
    }
  }
  const frames = await countFrames(target, clip)
  if (frames === 0) {
    await rm(target, { force: true })
    throw refuseFile('there is no picture in the chosen part', 'Choose a part that lies within the video')
  }
  await fill(target, frames, excerpt, clip)
  return frames
}

const frameSize = ({ width, height }: ClipSize): number => width * height * 3

async function countFrames(target: string, clip: ClipSize): Promise<number> {
  const file = await open(target, 'r').catch(() => null)
  if (file === null) return 0
  try {
    return Math.min(clip.frames, Math.floor((await file.stat()).size / frameSize(clip)))
  } finally {
    await file.close()
  }
}

async function fill(target: string, frames: number, { timing }: Excerpt, clip: ClipSize): Promise<void> {
  const bytes = frameSize(clip)
  const file = await open(target, 'r+')
  try {
    for (let frame = frames; frame < clip.frames; frame++) {
      const from = timing === 'loop' ? frame % frames : frames - 1
      await writeAt(file, await readAt(file, from * bytes, bytes), frame * bytes)
    }
    await file.truncate(clip.frames * bytes)
  } finally {
    await file.close()
  }
}
