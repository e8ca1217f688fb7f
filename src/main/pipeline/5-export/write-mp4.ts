/** Raw frames → MP4 file. */
import { randomBytes } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FileError } from '../../../shared/errors.ts'
import { mp4Arguments, type Mp4Choices, type RawClip } from './mp4-arguments.ts'
import { runFfmpeg, type FfmpegChoices } from './run-ffmpeg.ts'

/**
 * Writes an MP4 under a temporary name in the target's folder, then renames it: there is never half a file.
 * @throws ExportError, FileError; the signal's reason after an abort
 */
export async function writeMp4(
  clip: RawClip,
  target: string,
  { scale = 1, ...choices }: Partial<Mp4Choices> & FfmpegChoices = {}
): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.part`)
  try {
    await runFfmpeg(mp4Arguments(clip, temporary, { scale }), choices)
    await rename(temporary, target).catch((error: unknown) => {
      throw new FileError(
        {
          operation: 'write the video',
          reason: `${basename(target)} cannot be replaced`,
          remedy: 'Close the program that has it open, or choose another name'
        },
        { cause: error }
      )
    })
  } finally {
    await rm(temporary, { force: true })
  }
}
