/** Draws on a page with y from the top, as the layout has it. */
import {
  concatTransformationMatrix, drawObject, popGraphicsState, pushGraphicsState, rgb, setLineWidth, setStrokingColor,
  setTextRenderingMode, TextRenderingMode
} from 'pdf-lib'
import type { PDFFont, PDFPage, PDFRef, RGB } from 'pdf-lib'
import type { Box } from '../../../../shared/export/storyboard-page.ts'
import type { Letters } from '../fonts.ts'

export const ink = {
  text: rgb(0.09, 0.09, 0.11),
  quiet: rgb(0.42, 0.42, 0.46),
  line: rgb(0.78, 0.78, 0.81),
  paper: rgb(1, 1, 1)
}

export interface TextStyle {
  readonly x: number
  /** Of the line on which the letters stand. */
  readonly y: number
  readonly size: number
  readonly color: RGB
  /** `right`: `x` is where the text ends. */
  readonly align?: 'left' | 'right' | 'center'
  readonly isBold?: boolean
}

/** There is one weight of the fonts: bold is its outline drawn as well. */
const boldness = 0.028

export class Pen {
  private readonly page: PDFPage
  private readonly fonts: readonly PDFFont[]
  private readonly letters: Letters

  /** @param fonts in the order of the letters' */
  constructor(page: PDFPage, fonts: readonly PDFFont[], letters: Letters) {
    this.page = page
    this.fonts = fonts
    this.letters = letters
  }

  measure = (text: string, size: number): number =>
    this.letters.split(text).reduce((sum, run) => sum + (this.fonts[run.font]?.widthOfTextAtSize(run.text, size) ?? 0), 0)

  text(text: string, { x, y, size, color, align = 'left', isBold = false }: TextStyle): void {
    const width = align === 'left' ? 0 : this.measure(text, size)
    let at = align === 'left' ? x : align === 'right' ? x - width : x - width / 2
    this.page.pushOperators(pushGraphicsState())
    if (isBold) {
      this.page.pushOperators(
        setTextRenderingMode(TextRenderingMode.FillAndOutline), setLineWidth(size * boldness), setStrokingColor(color)
      )
    }
    for (const run of this.letters.split(text)) {
      const font = this.fonts[run.font]
      if (font === undefined) continue
      this.page.drawText(run.text, { x: at, y: this.page.getHeight() - y, size, font, color })
      at += font.widthOfTextAtSize(run.text, size)
    }
    this.page.pushOperators(popGraphicsState())
  }

  /** The text, shortened to a width. */
  shorten(text: string, width: number, size: number): string {
    if (this.measure(text, size) <= width) return text
    let kept = [...text]
    while (kept.length > 0 && this.measure(`${kept.join('').trimEnd()}…`, size) > width) kept = kept.slice(0, -1)
    return `${kept.join('').trimEnd()}…`
  }

  line(from: { x: number; y: number }, to: { x: number; y: number }, thickness = 0.5): void {
    const turn = ({ x, y }: { x: number; y: number }) => ({ x, y: this.page.getHeight() - y })
    this.page.drawLine({ start: turn(from), end: turn(to), thickness, color: ink.line })
  }

  block(box: Box, color: RGB): void {
    this.page.drawRectangle({ ...this.turn(box), color })
  }

  frame(box: Box): void {
    this.page.drawRectangle({ ...this.turn(box), borderColor: ink.line, borderWidth: 0.5 })
  }

  picture(box: Box, picture: PDFRef): void {
    const name = this.page.node.newXObject('Picture', picture)
    const { x, y, width, height } = this.turn(box)
    this.page.pushOperators(pushGraphicsState(), concatTransformationMatrix(width, 0, 0, height, x, y), drawObject(name), popGraphicsState())
    this.frame(box)
  }

  private turn({ x, y, width, height }: Box): Box {
    return { x, y: this.page.getHeight() - y - height, width, height }
  }
}
