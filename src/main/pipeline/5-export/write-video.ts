/** Frames → MP4, WebM or GIF, with what the file carries. */
import { createWriteStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeXmpInto } from './containers/xmp-in-file.ts'
import { gifArguments, paletteArguments } from './gif-arguments.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { captionsFile, lettersFolder, parseProgress, videoArguments } from './video-arguments.ts'
import type { Font } from './fonts.ts'
import type { FrameSource } from './frame-source.ts'
import type { GifRequest } from './gif-arguments.ts'
import type { VideoRequest } from './video-arguments.ts'

/** What every writer of frames is given. */
export interface WriteOptions {
  readonly ffmpegPath: string
  /** A folder for this export alone; whoever made it removes it. */
  readonly workingFolder: string
  readonly signal: AbortSignal
  /** Frames of the result that are done. */
  readonly onFrames: (done: number) => void
  /** Put into the file; null: nothing. */
  readonly xmp: string | null
}

/** A minute, and half a second for each frame of a video: a machine that is slower than that is stuck. */
export function timeLimitFor(frames: number, pixels: number): number {
  return Math.ceil(60 + frames * Math.max(0.5, pixels / 1e6))
}

const operation = 'write the video'

function progressReader(onFrames: WriteOptions['onFrames']): (piece: Uint8Array) => void {
  return (piece) => {
    const done = parseProgress(Buffer.from(piece).toString('latin1'))
    if (done !== null) onFrames(done)
  }
}

/**
 * Writes a video, streaming the frames into ffmpeg.
 * @throws ExportError; the signal's reason after an abort
 */
export async function writeVideo(source: FrameSource, request: VideoRequest, target: string, options: WriteOptions): Promise<void> {
  const { ffmpegPath, workingFolder, signal, onFrames, xmp } = options
  await runFfmpeg(videoArguments(source, request, target), {
    ffmpegPath, workingFolder, signal, operation,
    input: source.read(signal),
    onOutput: progressReader(onFrames),
    timeLimitSeconds: timeLimitFor(source.frames * 8, source.width * source.height * request.scale ** 2)
  })
  if (xmp !== null) await writeXmpInto(target, request.container, xmp)
}

/** Writes a GIF. The frames lie in a file between the two passes. */
export async function writeGif(source: FrameSource, request: GifRequest, target: string, options: WriteOptions): Promise<void> {
  const { ffmpegPath, workingFolder, signal, onFrames, xmp } = options
  const frames = join(workingFolder, 'frames.rgb')
  const palette = join(workingFolder, 'palette.png')
  const run = {
    ffmpegPath, workingFolder, signal, operation,
    timeLimitSeconds: timeLimitFor(source.frames * 8, source.width * source.height * request.scale ** 2)
  }
  try {
    await pipeline(Readable.from(source.read(signal)), createWriteStream(frames), { signal })
    await runFfmpeg(paletteArguments(source, request, frames, palette), run)
    await runFfmpeg(gifArguments(source, request, frames, palette, target), { ...run, onOutput: progressReader(onFrames) })
  } finally {
    await Promise.all([frames, palette].map((file) => rm(file, { force: true })))
  }
  if (xmp !== null) await writeXmpInto(target, 'gif', xmp)
}

/** Puts captions and their fonts where the filter looks for them. */
export async function placeCaptions(workingFolder: string, captions: string, fonts: readonly Pick<Font, 'file' | 'bytes'>[]): Promise<void> {
  const folder = join(workingFolder, lettersFolder)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, captionsFile), captions)
  for (const { file, bytes } of fonts) await writeFile(join(folder, file), bytes)
}
