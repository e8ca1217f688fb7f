/** Videos of every kind that can be imported, made by the bundled ffmpeg. */
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runFfmpeg } from '../../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import type { FrameSource } from '../../../../src/main/pipeline/5-export/frame-source.ts'

const codecs = {
  mp4: ['-c:v', 'libx264rgb', '-qp', '0', '-f', 'mp4'],
  mov: ['-c:v', 'libx264rgb', '-qp', '0', '-f', 'mov'],
  mkv: ['-c:v', 'libx264rgb', '-qp', '0', '-f', 'matroska'],
  webm: ['-c:v', 'libvpx-vp9', '-lossless', '1', '-pix_fmt', 'gbrp', '-f', 'webm'],
  gif: ['-f', 'gif'],
  png: ['-c:v', 'png', '-f', 'image2'],
  jpeg: ['-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj444p', '-f', 'image2']
} as const

export type SampleKind = keyof typeof codecs

/** Writes a sample. @returns its files: several for a sequence of pictures */
export async function writeSample(kind: SampleKind, source: FrameSource, folder: string): Promise<string[]> {
  const isSequence = kind === 'png' || kind === 'jpeg'
  const own = join(folder, kind)
  if (isSequence) await mkdir(own, { recursive: true })
  const target = isSequence ? `picture %d.${kind}` : join(folder, `video.${kind}`)
  await runFfmpeg(
    [
      ['-nostdin', '-v', 'error', '-y', '-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', `${source.width}x${source.height}`],
      ['-framerate', String(source.framesPerSecond), '-i', 'pipe:0', ...codecs[kind], isSequence ? target : `file:${target}`]
    ].flat(),
    { input: source.read(), ...(isSequence ? { workingFolder: own } : {}) }
  )
  return isSequence ? (await readdir(own)).map((name) => join(own, name)) : [target]
}
