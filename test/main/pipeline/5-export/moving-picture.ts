/** Small moving pictures, and what other programs read out of the files made of them. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { findFfmpeg } from '../../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import type { FrameSource } from '../../../../src/main/pipeline/5-export/frame-source.ts'

const run = promisify(execFile)

/** A square that moves over a gradient. */
export function createMovingPicture(frames = 16, width = 48, height = 40, framesPerSecond = 8): FrameSource {
  const paint = (frame: number): Uint8Array => {
    const pixels = new Uint8Array(width * height * 3)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const isSquare = Math.abs(x - 8 - frame * 2) < 5 && Math.abs(y - height / 2) < 6
        pixels.set(isSquare ? [230, 40, 60] : [x * 4, y * 5, 120], (y * width + x) * 3)
      }
    }
    return pixels
  }
  return {
    width, height, frames, framesPerSecond,
    read: async function* () {
      for (let frame = 0; frame < frames; frame++) yield paint(frame)
    }
  }
}

/** All of a source's bytes. */
export async function collect(source: FrameSource): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of source.read()) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** A folder with spaces and letters outside ASCII, and a path over 200 characters. */
export async function makeAwkwardFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `hitvideo büro 日本 ${'long-'.repeat(34)}`))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Frames that a file shows, as rgb24. */
export async function decodeWith(file: string, ffmpeg = findFfmpeg()): Promise<Buffer> {
  const args = ['-nostdin', '-v', 'error', '-i', `file:${file}`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-vsync', '0', 'pipe:1']
  const { stdout } = await run(ffmpeg, args, { encoding: 'buffer', maxBuffer: 2 ** 28 })
  return stdout
}

/** ffprobe of the system, where it has one. */
const ffprobe = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'ffprobe')).find((path) => existsSync(path))

interface Probed {
  readonly codec: string
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly seconds: number
  readonly tags: Record<string, string>
  readonly streams: number
}

/** What ffprobe says, every frame decoded and counted. Anything it complains about is an error. */
async function probe(file: string): Promise<Probed> {
  const args = ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', file]
  const { stdout, stderr } = await run(ffprobe ?? 'ffprobe', args)
  if (stderr !== '') throw new Error(stderr)
  const { streams, format } = JSON.parse(stdout) as {
    streams: { codec_name: string; width: number; height: number; nb_read_frames: string; codec_type: string }[]
    format: { duration: string; tags?: Record<string, string> }
  }
  const video = streams.find((stream) => stream.codec_type === 'video')!
  return {
    codec: video.codec_name, width: video.width, height: video.height, frames: Number(video.nb_read_frames),
    seconds: Number(format.duration), tags: format.tags ?? {}, streams: streams.length
  }
}

/** `probe`, or what was expected where the system has no ffprobe. */
export async function probeOr<Expected extends Partial<Probed>>(file: string, expected: Expected): Promise<Expected | Probed> {
  return ffprobe === undefined ? expected : probe(file)
}

/** Decibels between two pictures of equal size. */
export function psnrOf(a: Uint8Array, b: Uint8Array): number {
  let squares = 0
  for (let i = 0; i < a.length; i++) squares += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2
  return 10 * Math.log10(255 ** 2 / Math.max(squares / a.length, 1e-10))
}
