/**
 * Reads the head of a video with mediabunny, in a thread of its own: a file made for it can keep a parser busy for ever,
 * and only a thread can be ended in the middle of a loop. Gets a path as its data, posts one `Probed`, ends.
 */
import { FilePathSource, Input, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny'
import { parentPort, workerData } from 'node:worker_threads'

export interface ProbedTrack {
  readonly container: 'mp4' | 'mov' | 'webm' | 'mkv'
  readonly demuxer: 'mov' | 'matroska'
  readonly mediaType: string
  readonly width: number
  readonly height: number
  readonly codedWidth: number
  readonly codedHeight: number
  readonly durationSeconds: number | null
  readonly framesPerSecond: number | null
  readonly codec: string | null
}

/** Null: of no kind that is read. */
export type Probed = ProbedTrack | 'no-picture' | null

/** Packets that are looked at for the frame rate. */
const packets = 50

const containers = [
  { format: QTFF, container: 'mov', demuxer: 'mov', mediaType: 'video/quicktime' },
  { format: MP4, container: 'mp4', demuxer: 'mov', mediaType: 'video/mp4' },
  { format: WEBM, container: 'webm', demuxer: 'matroska', mediaType: 'video/webm' },
  { format: MATROSKA, container: 'mkv', demuxer: 'matroska', mediaType: 'video/x-matroska' }
] as const

async function probe(path: string): Promise<Probed> {
  const input = new Input({ source: new FilePathSource(path), formats: containers.map(({ format }) => format) })
  try {
    if (!(await input.canRead())) return null
    const own = await input.getFormat()
    const known = containers.find(({ format }) => format === own)
    const track = await input.getPrimaryVideoTrack()
    if (known === undefined || track === null) return 'no-picture'
    const { container, demuxer, mediaType } = known
    const { averagePacketRate } = await track.computePacketStats(packets)
    return {
      container, demuxer, mediaType,
      width: await track.getDisplayWidth(),
      height: await track.getDisplayHeight(),
      codedWidth: await track.getCodedWidth(),
      codedHeight: await track.getCodedHeight(),
      durationSeconds: (await track.getDurationFromMetadata()) ?? (await input.getDurationFromMetadata()),
      framesPerSecond: averagePacketRate,
      codec: await track.getCodec()
    }
  } finally {
    input.dispose()
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(await probe(String(workerData)))
