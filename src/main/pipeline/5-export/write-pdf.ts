/** A storyboard on paper: panels with pictures, prompt, notes, dialogue and duration. */
import fontkit from '@pdf-lib/fontkit'
import { concatTransformationMatrix, drawObject, PDFDocument, popGraphicsState, pushGraphicsState, rgb } from 'pdf-lib'
import type { PDFFont, PDFPage, PDFRef } from 'pdf-lib'
import { layOutPage, wrapText } from '../../../shared/export/storyboard-page.ts'
import type { Box, PanelLayout } from '../../../shared/export/storyboard-page.ts'
import type { OptionsOf } from '../../../shared/export/options.ts'

export interface Panel {
  /** `Shot 3 · 8 s` */
  readonly heading: string
  readonly prompt: string
  readonly notes: string
  readonly dialogue: string
  /** rgb24 `[height, width, 3]`, one for each moment; empty: the shot has no take. */
  readonly pictures: readonly Uint8Array[]
}

export interface StoryboardPaper {
  readonly title: string
  readonly author: string
  readonly description: string
  /** Size of the pictures in pixels. */
  readonly width: number
  readonly height: number
  readonly options: Pick<OptionsOf<'pdf'>, 'panelsPerPage' | 'paper' | 'moments' | 'prompt' | 'notes' | 'dialogue'>
  /** Read one after the other; all of their pictures end in the document. */
  readonly panels: AsyncIterable<Panel>
}

const ink = rgb(0.1, 0.1, 0.12)
const faint = rgb(0.45, 0.45, 0.5)
const lineHeight = 1.35

/** Text as the font can draw it, and the characters that it cannot. */
class Letters {
  readonly missing = new Set<string>()
  private readonly known: ReadonlySet<number>

  constructor(font: PDFFont) {
    this.known = new Set(font.getCharacterSet())
  }

  draw(text: string): string {
    let drawn = ''
    for (const letter of text.toWellFormed()) {
      const isSpace = /\s/.test(letter)
      if (isSpace || this.known.has(letter.codePointAt(0) ?? 0)) drawn += isSpace && letter !== '\n' ? ' ' : letter
      else if (!/\p{Cc}|\p{Cf}|\p{M}/u.test(letter)) {
        this.missing.add(letter)
        drawn += '\u25a1'
      }
    }
    return drawn
  }
}

/**
 * Makes the document.
 * @param font a TrueType font, which is embedded
 * @returns the PDF, and the characters that the font lacks
 */
export async function writePdf(paper: StoryboardPaper, fontBytes: Uint8Array): Promise<{ pdf: Uint8Array; missing: string }> {
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  // Whole: the subsets that this font engine makes of it lack letters.
  const font = await document.embedFont(fontBytes)
  const letters = new Letters(font)
  document.setTitle(paper.title, { showInWindowTitleBar: true })
  document.setProducer(paper.author)
  document.setCreator(paper.author)
  document.setSubject(paper.description)
  const { options, width, height } = paper
  const layout = layOutPage(options.paper, options.panelsPerPage, options.moments.length, width / height)
  let page: PDFPage | null = null
  let pages = 0
  let index = 0
  for await (const panel of paper.panels) {
    const place = layout.panels[index % layout.panels.length]
    if (place === undefined) break
    if (page === null || index % layout.panels.length === 0) {
      page = document.addPage([layout.width, layout.height])
      pages += 1
      const header = `${letters.draw(paper.title).replaceAll('\n', ' ').slice(0, 90)}`
      page.drawText(header, { x: layout.margin, y: layout.height - layout.margin - 10, size: 12, font, color: ink })
      page.drawText(String(pages), { x: layout.width - layout.margin - 12, y: layout.height - layout.margin - 10, size: 10, font, color: faint })
    }
    drawPanel(document, page, { panel, place, font, letters, paper })
    index += 1
  }
  if (page === null) document.addPage([layout.width, layout.height])
  return { pdf: await document.save(), missing: [...letters.missing].join('') }
}

interface PanelDrawing {
  readonly panel: Panel
  readonly place: PanelLayout
  readonly font: PDFFont
  readonly letters: Letters
  readonly paper: StoryboardPaper
}

function drawPanel(document: PDFDocument, page: PDFPage, drawing: PanelDrawing): void {
  const { panel, place, font, letters, paper } = drawing
  place.pictures.forEach((box, i) => {
    const picture = panel.pictures[i]
    if (picture === undefined) drawEmpty(page, box)
    else drawPicture(page, box, embedPicture(document, picture, paper.width, paper.height))
  })
  const { text: box, textSize: size } = place
  const parts = [
    { text: panel.heading, color: faint },
    { text: paper.options.prompt ? panel.prompt : '', color: ink },
    { text: paper.options.dialogue && panel.dialogue.trim() !== '' ? `“${panel.dialogue.trim()}”` : '', color: ink },
    { text: paper.options.notes ? panel.notes : '', color: faint }
  ]
  const measure = (text: string): number => font.widthOfTextAtSize(text, size)
  let y = box.y + size
  const end = box.y + box.height
  for (const part of parts) {
    const lines = wrapText(letters.draw(part.text), box.width, measure)
    for (const line of lines) {
      if (y > end) return
      page.drawText(line, { x: box.x, y: page.getHeight() - y, size, font, color: part.color })
      y += size * lineHeight
    }
    if (lines.length > 0) y += size * 0.3
  }
}

/** An image without a detour over PNG: compressed rows of RGB, which is what PDF has. */
function embedPicture(document: PDFDocument, pixels: Uint8Array, width: number, height: number): PDFRef {
  const { context } = document
  return context.register(
    context.flateStream(pixels, {
      Type: 'XObject', Subtype: 'Image', Width: width, Height: height, ColorSpace: 'DeviceRGB', BitsPerComponent: 8
    })
  )
}

function drawPicture(page: PDFPage, { x, y, width, height }: Box, picture: PDFRef): void {
  const name = page.node.newXObject('Picture', picture)
  const bottom = page.getHeight() - y - height
  page.pushOperators(pushGraphicsState(), concatTransformationMatrix(width, 0, 0, height, x, bottom), drawObject(name), popGraphicsState())
}

function drawEmpty(page: PDFPage, { x, y, width, height }: Box): void {
  page.drawRectangle({ x, y: page.getHeight() - y - height, width, height, borderColor: faint, borderWidth: 0.75 })
}
