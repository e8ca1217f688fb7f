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

/** ffprobe of the system; undefined: it has none. */
const ffprobe = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'ffprobe')).find((path) => existsSync(path))

/** For the titles of tests that need ffprobe: why they are skipped. */
export const withoutFfprobe = ffprobe === undefined ? 'there is no ffprobe on this machine' : null

interface Probed {
  readonly codec: string
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly framesPerSecond: number
  readonly seconds: number
  /** Seconds of the sound track; null: there is none. */
  readonly soundSeconds: number | null
  readonly tags: Record<string, string>
}

interface Stream {
  readonly codec_name: string
  readonly codec_type: string
  readonly width: number
  readonly height: number
  readonly nb_read_frames: string
  readonly avg_frame_rate: string
  readonly duration?: string
  readonly tags?: Record<string, string>
}

/** Of `hh:mm:ss.fraction`, which is how Matroska says it. */
function toSeconds(clock: string): number {
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

/** What ffprobe says, every frame decoded and counted. Anything it complains about is an error. */
export async function probe(file: string): Promise<Probed> {
  const args = ['-v', 'error', '-export_xmp', '1', '-count_frames', '-show_streams', '-show_format', '-of', 'json', file]
  const isMp4 = file.endsWith('.mp4')
  const { stdout, stderr } = await run(ffprobe ?? 'ffprobe', isMp4 ? args : args.filter((word) => word !== '-export_xmp' && word !== '1'), { maxBuffer: 2 ** 26 })
  if (stderr !== '') throw new Error(stderr)
  const { streams, format } = JSON.parse(stdout) as { streams: Stream[]; format: { duration: string; tags?: Record<string, string> } }
  const video = streams.find((stream) => stream.codec_type === 'video')!
  const sound = streams.find((stream) => stream.codec_type === 'audio')
  const [over = 0, under = 1] = video.avg_frame_rate.split('/').map(Number)
  return {
    codec: video.codec_name, width: video.width, height: video.height, frames: Number(video.nb_read_frames),
    framesPerSecond: over / under, seconds: Number(format.duration),
    soundSeconds: sound === undefined ? null : toSeconds(sound.duration ?? sound.tags?.['DURATION'] ?? format.duration),
    tags: format.tags ?? {}
  }
}
