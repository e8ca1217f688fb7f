/** ffmpeg's arguments for videos; pure, so that they can be tested without running it. */
import type { FrameSource } from './frame-source.ts'
import type { Quality } from '../../../shared/export/options.ts'

export interface PictureChoices {
  /** Pixels of the video for each pixel of a frame. */
  readonly scale: number
  readonly resampling: 'lanczos' | 'crisp'
  /** Null: the source's own. */
  readonly framesPerSecond: number | null
}

/**
 * Folder, in the working folder, of the captions and their fonts: a folder of its own, since the filter takes every file
 * beside the fonts for a font, and reads it whole.
 */
export const lettersFolder = 'letters'
export const captionsFile = 'captions.ass'

/** What every run begins with: no questions, no network, one line where something fails. */
export const quietArguments: readonly string[] = [
  '-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-protocol_whitelist', 'file,pipe'
]

type Picture = Pick<FrameSource, 'width' | 'height' | 'framesPerSecond' | 'frames'>

/** What comes out for what goes in. */
export interface VideoShape {
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  readonly frames: number
}

/** @param isEven codecs that halve the colours' resolution need even sides: a line is added where one is odd */
export function shapeOf(source: Picture, { scale, framesPerSecond }: PictureChoices, isEven: boolean): VideoShape {
  const side = (size: number): number => (isEven ? 2 * Math.ceil((size * scale) / 2) : size * scale)
  const rate = framesPerSecond ?? source.framesPerSecond
  return {
    width: side(source.width),
    height: side(source.height),
    framesPerSecond: rate,
    frames: Math.max(1, Math.round((source.frames * rate) / source.framesPerSecond))
  }
}

/** Raw frames from the input pipe, or from a file. */
export function rawInput({ width, height, framesPerSecond }: Picture, from = 'pipe:0'): string[] {
  const rate = String(framesPerSecond)
  return [
    '-f',
    'rawvideo',
    '-pixel_format',
    'rgb24',
    '-video_size',
    `${width}x${height}`,
    '-framerate',
    rate,
    '-i',
    from
  ]
}

/** The filters from the source's frames to those of the video, without the change of colours that its codec needs. */
export function pictureFilters(
  source: Picture,
  choices: PictureChoices,
  options: { isEven: boolean; hasCaptions: boolean }
): string[] {
  const shape = shapeOf(source, choices, options.isEven)
  const filters: string[] = []
  if (shape.framesPerSecond > source.framesPerSecond) {
    // It makes nothing after the last frame it is given: that one is repeated, and what is over is cut below.
    filters.push(
      'tpad=stop_mode=clone:stop_duration=2',
      `minterpolate=fps=${shape.framesPerSecond}:mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1`
    )
  } else if (shape.framesPerSecond < source.framesPerSecond) {
    filters.push('tpad=stop_mode=clone:stop_duration=2', `fps=${shape.framesPerSecond}`)
  }
  // Not with -frames:v, which would end the sound as well.
  if (filters.length > 0) filters.push(`trim=end_frame=${shape.frames}`)
  if (choices.scale !== 1) {
    const flags = choices.resampling === 'crisp' ? 'neighbor' : 'lanczos+accurate_rnd+full_chroma_int'
    filters.push(`scale=${source.width * choices.scale}:${source.height * choices.scale}:flags=${flags}`)
  }
  const isPadded = shape.width !== source.width * choices.scale || shape.height !== source.height * choices.scale
  if (isPadded) filters.push(`pad=${shape.width}:${shape.height}:0:0`)
  // Relative to the working folder: plain names need no escaping.
  if (options.hasCaptions) filters.push(`ass=${lettersFolder}/${captionsFile}:fontsdir=${lettersFolder}`)
  return filters
}

/** RGB → the colours of HD video, said in the file as well, so that players do not guess. */
const toBt709 = 'scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int'
const bt709 = [
  '-pix_fmt',
  'yuv420p',
  '-colorspace',
  'bt709',
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
  '-color_range',
  'tv'
]

const x264Quality: Record<Exclude<Quality, 'lossless'>, string> = { small: '27', standard: '21', high: '15' }
const vp9Quality: Record<Exclude<Quality, 'lossless'>, string> = { small: '42', standard: '33', high: '22' }

/** Samples a second of a sound track. */
const soundRate = 48_000

export interface VideoCodec {
  readonly container: 'mp4' | 'webm'
  readonly quality: Quality
}

/** Whether a codec needs even sides. */
export function needsEvenSides({ quality }: VideoCodec): boolean {
  return quality !== 'lossless'
}

/** Filters and options of the codec. Lossless keeps RGB: what comes out equals what went in bit for bit. */
export function codecArguments({ container, quality }: VideoCodec): { filters: string[]; options: string[] } {
  if (container === 'mp4') {
    return quality === 'lossless'
      ? { filters: [], options: ['-c:v', 'libx264rgb', '-preset', 'medium', '-qp', '0', '-pix_fmt', 'rgb24'] }
      : {
          filters: [toBt709],
          options: ['-c:v', 'libx264', '-preset', 'medium', '-crf', x264Quality[quality], ...bt709]
        }
  }
  const shared = ['-c:v', 'libvpx-vp9', '-b:v', '0', '-deadline', 'good', '-cpu-used', '3', '-row-mt', '1']
  return quality === 'lossless'
    ? { filters: [], options: [...shared, '-lossless', '1', '-pix_fmt', 'gbrp', '-colorspace', 'rgb'] }
    : { filters: [toBt709], options: [...shared, '-crf', vp9Quality[quality], ...bt709] }
}

export interface VideoRequest extends PictureChoices, VideoCodec {
  readonly hasCaptions: boolean
  /** A sound file, with the demuxer it must be read with; null: silent. */
  readonly audio: { readonly file: string; readonly demuxer: string } | null
  /** Shown by players; keys as ffmpeg names them. */
  readonly tags: Readonly<Record<string, string>>
}

/** All arguments for a video from the frames of the input pipe. */
export function videoArguments(source: Picture, request: VideoRequest, target: string): string[] {
  const isEven = needsEvenSides(request)
  const shape = shapeOf(source, request, isEven)
  const codec = codecArguments(request)
  const filters = [...pictureFilters(source, request, { isEven, hasCaptions: request.hasCaptions }), ...codec.filters]
  const sound = request.audio
  return [
    quietArguments,
    rawInput(source),
    sound === null ? [] : ['-protocol_whitelist', 'file,pipe', '-f', sound.demuxer, '-i', `file:${sound.file}`],
    filters.length === 0 ? [] : ['-vf', filters.join(',')],
    ['-map', '0:v:0', ...codec.options, '-r', String(shape.framesPerSecond)],
    sound === null ? ['-an'] : ['-map', '1:a:0', ...audioArguments(request.container, shape)],
    ['-map_metadata', '-1', ...Object.entries(request.tags).flatMap(([name, text]) => ['-metadata', `${name}=${text}`])],
    request.container === 'mp4' ? ['-movflags', '+faststart', '-f', 'mp4'] : ['-f', 'webm'],
    ['-progress', 'pipe:1', '-nostats', `file:${target}`]
  ].flat()
}

/** Sound of exactly the video's length: cut, or filled up with silence. */
function audioArguments(container: VideoCodec['container'], { frames, framesPerSecond }: VideoShape): string[] {
  const samples = Math.round((frames / framesPerSecond) * soundRate)
  const filters = `aresample=${soundRate},atrim=end_sample=${samples},apad=whole_len=${samples}`
  const codec = container === 'mp4' ? ['-c:a', 'aac', '-b:a', '192k'] : ['-c:a', 'libopus', '-b:a', '128k']
  return ['-af', filters, '-ac', '2', '-ar', String(soundRate), ...codec]
}

/** Frames done, from a line of `-progress`; null: the piece tells nothing of it. */
export function parseProgress(text: string): number | null {
  const found = [...text.matchAll(/^frame= *(\d+)/gm)].at(-1)
  return found === undefined ? null : Number(found[1])
}
