/** Frames → one PNG each, in a folder. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addPngXmp, measurePng } from './containers/png-xmp.ts'
import { pngArguments } from './gif-arguments.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { timeLimitFor } from './write-video.ts'
import type { FrameSource } from './frame-source.ts'
import type { PictureChoices } from './video-arguments.ts'
import type { WriteOptions } from './write-video.ts'

export interface PngRequest extends PictureChoices {
  readonly hasCaptions: boolean
  /** What the picture with this number carries; null: nothing. */
  readonly xmpOf: (frame: number) => string | null
}

/** `00001.png` and so on. */
export const pngName = (frame: number): string => `${String(frame + 1).padStart(5, '0')}.png`

/**
 * Writes the folder.
 * @throws ExportError; the signal's reason after an abort
 */
export async function writePngSequence(source: FrameSource, request: PngRequest, folder: string, options: Omit<WriteOptions, 'xmp'>): Promise<void> {
  const { ffmpegPath, workingFolder, signal, onFrames } = options
  await mkdir(folder)
  let waiting = Buffer.alloc(0)
  let frame = 0
  await runFfmpeg(pngArguments(source, request), {
    ffmpegPath, workingFolder, signal,
    operation: 'write the pictures',
    input: source.read(signal),
    timeLimitSeconds: timeLimitFor(source.frames * 8, source.width * source.height * request.scale ** 2),
    onOutput: async (piece) => {
      waiting = waiting.length === 0 ? Buffer.from(piece) : Buffer.concat([waiting, piece])
      for (let length = measurePng(waiting); length !== null; length = measurePng(waiting)) {
        const xmp = request.xmpOf(frame)
        const png = waiting.subarray(0, length)
        await writeFile(join(folder, pngName(frame)), xmp === null ? png : addPngXmp(png, Buffer.from(xmp)))
        waiting = waiting.subarray(length)
        frame += 1
        onFrames(frame)
      }
    }
  })
}
