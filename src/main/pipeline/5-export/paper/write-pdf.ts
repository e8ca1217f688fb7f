/** A storyboard on paper: panels with pictures, action, dialogue, notes and times. */
import fontkit from '@pdf-lib/fontkit'
import { PDFDocument, PDFName } from 'pdf-lib'
import type { PDFFont, PDFRef } from 'pdf-lib'
import { layOutPage } from '../../../../shared/export/storyboard-page.ts'
import { Letters } from '../fonts.ts'
import { drawPanel, toClock } from './draw-panel.ts'
import { ink, Pen } from './pen.ts'
import { thinFont } from './thin-font.ts'
import type { PaperWords } from '../../../../shared/export/paper-words.ts'
import type { PageLayout } from '../../../../shared/export/storyboard-page.ts'
import type { OptionsOf } from '../../../../shared/export/options.ts'
import type { Font } from '../fonts.ts'
import type { PanelWords } from './draw-panel.ts'

export interface Panel extends PanelWords {
  /** rgb24 `[height, width, 3]`, one for each moment; none: the shot has no take. */
  readonly readPictures: () => Promise<readonly Uint8Array[]>
}

export interface StoryboardPaper {
  readonly title: string
  /** `HiTVideo Studio 0.1.0` */
  readonly tool: string
  readonly words: PaperWords
  /** What the document says of itself, as in the other exports. */
  readonly xmp: string
  /** Size of the pictures in pixels. */
  readonly width: number
  readonly height: number
  readonly options: Pick<OptionsOf<'pdf'>, 'panelsPerPage' | 'paper' | 'moments' | 'prompt' | 'notes' | 'dialogue'>
  readonly panels: readonly Panel[]
}

/**
 * Makes the document. Pictures are read panel after panel; all of them end in it.
 * @returns the PDF, and the characters that no font has
 */
export async function writePdf(paper: StoryboardPaper, fonts: readonly Font[]): Promise<{ pdf: Uint8Array; missing: string }> {
  const { title, tool, words, width, height, options, panels } = paper
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  document.setTitle(title, { showInWindowTitleBar: true })
  document.setProducer(tool)
  document.setCreator(tool)
  document.setSubject(words.madeWith(tool))
  addMetadata(document, paper.xmp)
  const letters = new Letters(fonts)
  const embedded = await embedFonts(document, letters, fonts, paper)
  const layout = layOutPage(options.paper, options.panelsPerPage, options.moments.length, width / height)
  const pages = Math.max(1, Math.ceil(panels.length / options.panelsPerPage))
  for (let page = 0; page < pages; page++) {
    const pen = new Pen(document.addPage([layout.width, layout.height]), embedded, letters)
    drawEdges(pen, layout, paper, words.page(page + 1, pages))
    for (const [index, place] of layout.panels.entries()) {
      const panel = panels[page * options.panelsPerPage + index]
      if (panel === undefined) break
      const pictures = (await panel.readPictures()).map((pixels) => embedPicture(document, pixels, width, height))
      drawPanel(pen, place, panel, pictures, { words, shown: options, textSize: layout.textSize })
    }
  }
  return { pdf: await document.save(), missing: [...letters.missing].join('') }
}

/** What stands above and below the panels. */
function drawEdges(pen: Pen, { header, footer }: PageLayout, { title, tool, words, panels }: StoryboardPaper, page: string): void {
  const right = header.x + header.width
  const seconds = panels.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)
  const summary = `${words.shots(panels.length)} · ${toClock(seconds)}`
  const room = header.width - pen.measure(summary, 9) - 24
  const y = header.y + 15
  pen.text(pen.shorten(title.replaceAll(/\s+/g, ' ').trim(), room, 15), { x: header.x, y, size: 15, color: ink.text, isBold: true })
  pen.text(summary, { x: right, y, size: 9, color: ink.quiet, align: 'right' })
  pen.line({ x: header.x, y: header.y + 24 }, { x: right, y: header.y + 24 }, 0.75)
  const foot = footer.y + footer.height - 2
  pen.text(words.madeWith(tool), { x: footer.x, y: foot, size: 6.5, color: ink.quiet })
  pen.text(page, { x: right, y: foot, size: 8, color: ink.quiet, align: 'right' })
}

/** Each font with the letters of this paper alone. */
async function embedFonts(document: PDFDocument, letters: Letters, fonts: readonly Font[], paper: StoryboardPaper): Promise<PDFFont[]> {
  const { title, tool, words, panels } = paper
  const printable = Array.from({ length: 95 }, (_, i) => String.fromCodePoint(32 + i)).join('')
  const own = [printable, '…–·', words.madeWith(tool), words.action, words.dialogue, words.notes, words.take(1), words.shots(1), words.shots(2)]
  const texts = [...own, ...own.map((text) => text.toUpperCase()), title, ...panels.flatMap((panel) => [panel.prompt, panel.dialogue, panel.notes])]
  const runs = texts.flatMap((text) => letters.split(text))
  const embedded: PDFFont[] = []
  for (const [index, { bytes }] of fonts.entries()) {
    const face = fontkit.create(bytes)
    const used = new Set(runs.filter(({ font }) => font === index).flatMap(({ text }) => [...text].map((letter) => letter.codePointAt(0) ?? 0)))
    used.delete(10)
    // A font that draws nothing is not embedded; nothing asks for its place in the list.
    if (used.size === 0) break
    const glyphs = new Map([...used].map((letter) => [letter, face.glyphForCodePoint(letter).id]))
    embedded.push(await document.embedFont(thinFont(bytes, glyphs)))
  }
  return embedded
}

/** XMP as PDF has it: a stream of the catalogue (ISO 32000-1, 14.3.2), which is not compressed so that others find it. */
function addMetadata(document: PDFDocument, xmp: string): void {
  const { context, catalog } = document
  const stream = context.stream(Buffer.from(xmp, 'utf8'), { Type: 'Metadata', Subtype: 'XML' })
  catalog.set(PDFName.of('Metadata'), context.register(stream))
}

/** An image without a detour over PNG: compressed rows of RGB, which is what PDF has. */
function embedPicture(document: PDFDocument, pixels: Uint8Array, width: number, height: number): PDFRef {
  const { context } = document
  return context.register(
    context.flateStream(pixels, {
      Type: 'XObject', Subtype: 'Image', Width: width, Height: height, ColorSpace: 'DeviceRGB', BitsPerComponent: 8, Interpolate: true
    })
  )
}
