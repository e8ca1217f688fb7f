/** A panel: a strip with its number and times, its pictures, its words. */
import { fitText } from '../../../../shared/export/fit-text.ts'
import { ink } from './pen.ts'
import type { PDFRef } from 'pdf-lib'
import type { TextBlock } from '../../../../shared/export/fit-text.ts'
import type { PaperWords } from '../../../../shared/export/paper-words.ts'
import type { Box, PageLayout, PanelLayout } from '../../../../shared/export/storyboard-page.ts'
import type { OptionsOf } from '../../../../shared/export/options.ts'
import type { Pen } from './pen.ts'

export interface PanelWords {
  /** 1, 2, 3 … in the storyboard. */
  readonly number: number
  /** Number of the take that is shown; null: the shot has none. */
  readonly take: number | null
  readonly startSeconds: number
  readonly durationSeconds: number
  readonly prompt: string
  readonly dialogue: string
  readonly notes: string
}

export type ShownWords = Pick<OptionsOf<'pdf'>, 'prompt' | 'dialogue' | 'notes'>

interface WordBlock extends TextBlock {
  readonly isQuiet: boolean
}

/** `1:04`, and tenths where they are not 0. */
export function toClock(seconds: number): string {
  const tenths = Math.round(seconds * 10)
  const rest = tenths % 600
  const whole = String(Math.floor(rest / 10)).padStart(2, '0')
  return `${Math.floor(tenths / 600)}:${whole}${rest % 10 === 0 ? '' : `.${rest % 10}`}`
}

/** @param pictures one for each place; fewer or none: the rest is drawn as missing */
export function drawPanel(
  pen: Pen, place: PanelLayout, panel: PanelWords, pictures: readonly PDFRef[],
  options: { readonly words: PaperWords; readonly shown: ShownWords; readonly textSize: PageLayout['textSize'] }
): void {
  drawStrip(pen, place.strip, panel, options.words)
  place.pictures.forEach((box, index) => {
    const picture = pictures[index]
    if (picture === undefined) drawMissing(pen, box)
    else pen.picture(box, picture)
  })
  drawWords(pen, place.text, panel, options)
}

function drawStrip(pen: Pen, strip: Box, panel: PanelWords, words: PaperWords): void {
  const { number, take, startSeconds, durationSeconds } = panel
  const size = 8
  const y = strip.y + strip.height / 2 + size * 0.36
  const label = String(number)
  const tag = { ...strip, width: Math.max(strip.height * 1.3, pen.measure(label, size + 1) + 10) }
  pen.block(tag, ink.text)
  pen.text(label, { x: tag.x + tag.width / 2, y: y + 0.4, size: size + 1, color: ink.paper, align: 'center', isBold: true })
  if (take !== null) pen.text(words.take(take), { x: tag.x + tag.width + 7, y, size, color: ink.quiet })
  const right = strip.x + strip.width
  const duration = words.seconds(Number(durationSeconds.toFixed(2)))
  pen.text(duration, { x: right, y, size, color: ink.text, align: 'right', isBold: true })
  const times = `${toClock(startSeconds)} – ${toClock(startSeconds + durationSeconds)}`
  pen.text(times, { x: right - pen.measure(duration, size) - 8, y, size, color: ink.quiet, align: 'right' })
  pen.line({ x: strip.x, y: strip.y + strip.height }, { x: right, y: strip.y + strip.height })
}

/** Crossed out, as boards show a picture that is still to be drawn. */
function drawMissing(pen: Pen, box: Box): void {
  const [right, bottom] = [box.x + box.width, box.y + box.height]
  pen.frame(box)
  pen.line({ x: box.x, y: box.y }, { x: right, y: bottom })
  pen.line({ x: right, y: box.y }, { x: box.x, y: bottom })
}

function drawWords(
  pen: Pen, box: Box, { prompt, dialogue, notes }: PanelWords,
  { words, shown, textSize }: { readonly words: PaperWords; readonly shown: ShownWords; readonly textSize: PageLayout['textSize'] }
): void {
  const blocks: WordBlock[] = [
    ...(shown.prompt ? [{ label: words.action, text: prompt.trim(), isQuiet: false }] : []),
    ...(shown.dialogue ? [{ label: words.dialogue, text: dialogue.trim(), isQuiet: false }] : []),
    ...(shown.notes ? [{ label: words.notes, text: notes.trim(), isQuiet: true }] : [])
  ]
  const fitted = fitText(blocks, box, textSize, pen.measure)
  for (const { block, x, y, lines } of fitted.blocks) {
    pen.text(block.label.toUpperCase(), { x, y: y + fitted.labelSize, size: fitted.labelSize, color: ink.quiet, isBold: true })
    lines.forEach((line, index) => {
      const baseline = y + fitted.labelStep + index * fitted.lineStep + fitted.size
      pen.text(line, { x, y: baseline, size: fitted.size, color: block.isQuiet ? ink.quiet : ink.text })
    })
  }
}
