/** Captions and labels for the filter that burns them in. */
import { writeCaptions } from '../../../../shared/export/captions.ts'
import { Letters } from '../../../pipeline/5-export/fonts.ts'
import { placeCaptions } from '../../../pipeline/5-export/write-video.ts'
import { planScenes } from '../story-frames.ts'
import type { Caption } from '../../../../shared/export/captions.ts'
import type { ExportWork } from '../export-work.ts'

export interface PlacedCaptions {
  readonly hasCaptions: boolean
  /** Characters that no font has. */
  readonly missing: string
}

/**
 * Puts captions, and the fonts that they need, where ffmpeg looks for them.
 * @param picture size of the video in pixels
 */
export async function burnIn(
  { fonts, write }: ExportWork, captions: readonly Caption[], picture: { readonly width: number; readonly height: number }, labelSize?: number
): Promise<PlacedCaptions> {
  if (captions.every(({ text }) => text.trim() === '')) return { hasCaptions: false, missing: '' }
  const letters = new Letters(fonts)
  const used = new Set([fonts[0]])
  const split = (text: string) =>
    letters.split(text).map((run) => {
      const font = fonts[run.font]
      used.add(font)
      return { text: run.text, family: run.font === 0 ? null : (font?.family ?? null) }
    })
  const text = writeCaptions({ ...picture, captions, split, labelSize })
  await placeCaptions(write.workingFolder, text, [...used].filter((font) => font !== undefined))
  return { hasCaptions: true, missing: [...letters.missing].join('') }
}

/** The dialogue of the story, each while its shot is shown. */
export async function burnInDialogue(work: ExportWork, isWanted: boolean, picture: { readonly width: number; readonly height: number }): Promise<PlacedCaptions> {
  if (!isWanted) return { hasCaptions: false, missing: '' }
  const plan = planScenes(work.scenes, work.clip)
  const rate = work.clip.framesPerSecond
  const captions = work.scenes.map(({ shot }, index): Caption => {
    const { firstFrame, frames } = plan[index] ?? { firstFrame: 0, frames: 0 }
    return { startSeconds: firstFrame / rate, endSeconds: (firstFrame + frames) / rate, text: shot.dialogue, place: 'bottom' }
  })
  return burnIn(work, captions, picture)
}
