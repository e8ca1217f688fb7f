/** What an export would be: for the dialog, and for the check of the disk before it begins. */
import { extensionOf } from '../../../shared/export/options.ts'
import { nameAfter } from '../../../shared/export/file-names.ts'
import { shapeSheet } from '../../pipeline/5-export/sheet-frames.ts'
import { needsEvenSides, shapeOf } from '../../pipeline/5-export/video-arguments.ts'
import { isShown, planScenes } from './story-frames.ts'
import type { ExportPlan } from '../../../shared/contract/export.ts'
import type { ExportOptions } from '../../../shared/export/options.ts'
import type { VideoShape } from '../../pipeline/5-export/video-arguments.ts'
import type { Story } from './gather.ts'
import type { ClipShape } from './take-decoder.ts'

/** Bytes for a pixel, from exports of the embedded pack: generous, since the question is whether the disk is large enough. */
const bytesPerPixel = {
  mp4: { small: 0.03, standard: 0.06, high: 0.15, lossless: 1.5 },
  webm: { small: 0.03, standard: 0.05, high: 0.12, lossless: 1.5 },
  gif: 0.5,
  png: 1.5
} as const
const bytesPerShot = 16_384

/** Frames of the exported picture, or null for documents. */
export function shapeExport(options: ExportOptions, story: Story, clip: ClipShape, pictures: number): VideoShape | null {
  const scenes = story.scenes.filter(isShown)
  const frames = planScenes(scenes, clip).reduce((sum, shot) => sum + shot.frames, 0)
  switch (options.format) {
    case 'mp4':
    case 'webm':
      return shapeOf({ ...clip, frames }, options, needsEvenSides({ container: options.format, quality: options.quality }))
    case 'gif':
    case 'png-sequence':
      return shapeOf({ ...clip, frames }, options, false)
    case 'timeline':
      return shapeOf({ ...clip, frames }, { ...options, framesPerSecond: null }, options.quality !== 'lossless')
    case 'contact-sheet': {
      const sheet = shapeSheet(pictures, options.columns, clip.width, clip.height, options.labels)
      const size = { width: sheet.columns * sheet.cellWidth + sheet.gap, height: sheet.rows * sheet.cellHeight + sheet.gap }
      return shapeOf({ ...clip, ...size }, { ...options, framesPerSecond: null }, options.container !== 'gif')
    }
    default:
      return null
  }
}

/** Rough size of the result and of what lies beside it while it is made. */
export function estimateBytes(options: ExportOptions, shape: VideoShape | null, clip: ClipShape, shots: number): { result: number; scratch: number } {
  const clipBytes = clip.frames * clip.height * clip.width * 3
  const words = shots * bytesPerShot
  if (shape === null) {
    const pictures = options.format === 'pdf' ? options.moments.length * clip.height * clip.width * 3 : 0
    return { result: words + shots * pictures, scratch: clipBytes }
  }
  const pixels = shape.frames * shape.width * shape.height
  const perPixel =
    options.format === 'gif' || (options.format === 'contact-sheet' && options.container === 'gif')
      ? bytesPerPixel.gif
      : options.format === 'png-sequence'
        ? bytesPerPixel.png
        : bytesPerPixel[options.format === 'webm' ? 'webm' : 'mp4']['quality' in options ? options.quality : 'high']
  const result = Math.ceil(pixels * perPixel) + words
  // A GIF's frames lie in a file between its passes, a sheet's clips all at once, and a ZIP beside its folder.
  const isSpooled = perPixel === bytesPerPixel.gif
  const sheets = options.format === 'contact-sheet' ? shots * clipBytes : 0
  const archive = 'archive' in options && options.archive ? result : 0
  return { result, scratch: clipBytes + sheets + archive + (isSpooled ? shape.frames * clip.height * clip.width * 3 : 0) }
}

/** What ffmpeg must have, by the names of `ffmpeg.status`. */
export function listNeeds(options: ExportOptions, clip: ClipShape): string[] {
  const rate = 'framesPerSecond' in options ? options.framesPerSecond : null
  const isLossless = 'quality' in options && options.quality === 'lossless'
  const hasAudio = 'audioAssetId' in options && options.audioAssetId !== null
  const container = options.format === 'contact-sheet' ? options.container : options.format
  const needs: string[] = []
  if (container === 'mp4' || container === 'timeline') needs.push(isLossless ? 'libx264rgb' : 'libx264', ...(hasAudio ? ['aac'] : []))
  if (container === 'webm') needs.push('libvpx-vp9', ...(hasAudio ? ['libopus'] : []))
  if (container === 'gif') needs.push('gif', 'palettegen', 'paletteuse', 'png')
  if (container === 'png-sequence') needs.push('png')
  if (rate !== null && rate > clip.framesPerSecond) needs.push('minterpolate', 'tpad')
  const hasText = ('captions' in options && options.captions) || (options.format === 'contact-sheet' && options.labels)
  if (hasText) needs.push('ass')
  return needs
}

export function planExport(options: ExportOptions, story: Story, clip: ClipShape, pictures: number, lacking: readonly string[]): ExportPlan {
  const shown = story.scenes.filter(isShown)
  const shape = shapeExport(options, story, clip, pictures)
  const extension = extensionOf(options)
  const name = nameAfter(story.title, 'storyboard')
  return {
    suggestedName: extension === null ? name : `${name}.${extension}`,
    extension,
    video: shape === null ? null : { ...shape, durationSeconds: shape.frames / shape.framesPerSecond },
    shots: shown.length,
    emptyShots: story.scenes.length - shown.length,
    estimatedBytes: estimateBytes(options, shape, clip, Math.max(shown.length, pictures)).result,
    missing: listNeeds(options, clip).filter((need) => lacking.includes(need))
  }
}
