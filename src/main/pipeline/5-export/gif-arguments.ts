/**
 * ffmpeg's arguments for a GIF, in two passes over a file of frames: the palette of all frames, then the frames in it. One
 * pass with both would keep every frame in memory between them.
 */
import { pictureFilters, quietArguments, rawInput, shapeOf } from './video-arguments.ts'
import type { FrameSource } from './frame-source.ts'
import type { PictureChoices } from './video-arguments.ts'

export interface GifRequest extends PictureChoices {
  readonly colours: number
  readonly dither: 'none' | 'ordered' | 'diffuse'
  readonly loops: boolean
  readonly hasCaptions: boolean
}

type Picture = Pick<FrameSource, 'width' | 'height' | 'framesPerSecond' | 'frames'>

const ditherNames = { none: 'none', ordered: 'bayer:bayer_scale=3', diffuse: 'sierra2_4a' } as const

function filtersOf(source: Picture, request: GifRequest): string[] {
  const filters = pictureFilters(source, request, { isEven: false, hasCaptions: request.hasCaptions })
  return filters.length === 0 ? ['null'] : filters
}

/** First pass: a picture with the colours. */
export function paletteArguments(source: Picture, request: GifRequest, frames: string, palette: string): string[] {
  const filters = [
    ...filtersOf(source, request),
    `palettegen=max_colors=${request.colours}:reserve_transparent=0`
  ]
  return [
    quietArguments,
    rawInput(source, `file:${frames}`),
    ['-vf', filters.join(','), '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', `file:${palette}`]
  ].flat()
}

/** Second pass: the GIF. */
export function gifArguments(
  source: Picture,
  request: GifRequest,
  frames: string,
  palette: string,
  target: string
): string[] {
  const { framesPerSecond } = shapeOf(source, request, false)
  const graph = `[0:v]${filtersOf(source, request).join(',')}[picture];[picture][1:v]paletteuse=dither=${ditherNames[request.dither]}:diff_mode=rectangle[out]`
  return [
    quietArguments,
    rawInput(source, `file:${frames}`),
    ['-protocol_whitelist', 'file,pipe', '-f', 'png_pipe', '-i', `file:${palette}`],
    ['-lavfi', graph, '-map', '[out]', '-r', String(framesPerSecond)],
    ['-loop', request.loops ? '0' : '-1', '-f', 'gif', '-progress', 'pipe:1', '-nostats', `file:${target}`]
  ].flat()
}

/** A PNG of every frame on the output pipe. */
export function pngArguments(source: Picture, request: PictureChoices & { readonly hasCaptions: boolean }): string[] {
  const { framesPerSecond } = shapeOf(source, request, false)
  const filters = pictureFilters(source, request, { isEven: false, hasCaptions: request.hasCaptions })
  return [
    quietArguments,
    rawInput(source),
    filters.length === 0 ? [] : ['-vf', filters.join(',')],
    ['-r', String(framesPerSecond), '-c:v', 'png', '-pix_fmt', 'rgb24', '-f', 'image2pipe', 'pipe:1']
  ].flat()
}
