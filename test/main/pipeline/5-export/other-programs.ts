/** What other programs read out of the files that the studio writes. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { findFfmpeg } from '../../../../src/main/pipeline/5-export/run-ffmpeg.ts'

const run = promisify(execFile)

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
