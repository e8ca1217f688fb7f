/** ffmpeg's arguments for cutting a clip out of a video; pure, so that they can be tested without running it. */
import { quietArguments } from '../5-export/video-arguments.ts'
import type { ImportOptions } from '../../../shared/import/options.ts'
import type { ReadableVideo } from './examine-video.ts'

/** What the pack's encoder wants. */
export interface ClipSize {
  readonly frames: number
  readonly framesPerSecond: number
  readonly height: number
  readonly width: number
}

/** One block of memory that ffmpeg may ask for at once. */
const largestBlockBytes = 512 * 2 ** 20
/** Frames above this are decoded on one thread: each thread holds frames of its own. */
const fewThreadsPixels = 4_000_000

export type Excerpt = Pick<ImportOptions, 'startSeconds' | 'endSeconds' | 'timing' | 'fit' | 'cropX' | 'cropY' | 'sequenceFramesPerSecond'>

/** Seconds of the video that are read. */
export function lengthOf({ startSeconds, endSeconds, timing }: Excerpt, clip: ClipSize): number {
  const own = clip.frames / clip.framesPerSecond
  if (endSeconds === null || endSeconds <= startSeconds) return own
  return timing === 'stretch' ? endSeconds - startSeconds : Math.min(own, endSeconds - startSeconds)
}

function fitFilters({ fit, cropX, cropY }: Excerpt, { width, height }: ClipSize): string[] {
  const scale = (rule: string): string => `scale=${width}:${height}${rule}:flags=area+accurate_rnd+full_chroma_int`
  if (fit === 'stretch') return [scale('')]
  if (fit === 'pad') {
    return [scale(':force_original_aspect_ratio=decrease'), `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`]
  }
  return [scale(':force_original_aspect_ratio=increase'), `crop=${width}:${height}:(iw-ow)*${cropX}:(ih-oh)*${cropY}`]
}

/**
 * Raw frames, rgb24 `[≤ clip.frames, height, width, 3]`, into a file. Fewer come where the video ends before; the caller
 * fills them up.
 */
export function excerptArguments(video: ReadableVideo, path: string, excerpt: Excerpt, clip: ClipSize, target: string): string[] {
  const seconds = lengthOf(excerpt, clip)
  const isPictures = video.demuxer === 'image2pipe'
  // GIFs and pictures have no index: they are read from their start, and what comes before is dropped.
  const hasIndex = !isPictures && video.demuxer !== 'gif'
  const start = excerpt.startSeconds.toFixed(6)
  const trim = hasIndex ? [] : [`trim=start=${start}:end=${(excerpt.startSeconds + seconds).toFixed(6)}`]
  // A longer or shorter part is stretched by how often it is looked at: stretched times would leave its end where it was,
  // and the last frame would be lost.
  const rate = excerpt.timing === 'stretch' ? (clip.frames / seconds).toFixed(9) : clip.framesPerSecond
  // Rounding times up shows at each moment the frame that was on screen then, and none before its time.
  const filters = [...trim, 'setpts=PTS-STARTPTS', `fps=fps=${rate}:round=up`, ...fitFilters(excerpt, clip), 'setsar=1', 'format=rgb24']
  return [
    quietArguments,
    ['-max_alloc', String(largestBlockBytes), '-threads', video.width * video.height > fewThreadsPixels ? '1' : '2'],
    isPictures ? ['-framerate', String(excerpt.sequenceFramesPerSecond), '-c:v', video.decoder ?? 'png'] : [],
    ['-f', video.demuxer],
    hasIndex ? ['-ss', start, '-t', seconds.toFixed(6)] : [],
    ['-i', `file:${path}`],
    ['-map', '0:v:0', '-an', '-sn', '-dn', '-vf', filters.join(','), '-frames:v', String(clip.frames), '-vsync', '0'],
    ['-f', 'rawvideo', '-pix_fmt', 'rgb24', `file:${target}`]
  ].flat()
}
