import { PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import { expect, test } from 'vitest'
import { loadFonts } from '../../../../../src/main/pipeline/5-export/fonts.ts'
import { toClock } from '../../../../../src/main/pipeline/5-export/paper/draw-panel.ts'
import { writePdf } from '../../../../../src/main/pipeline/5-export/paper/write-pdf.ts'
import { paperWordsOf } from '../../../../../src/shared/export/paper-words.ts'
import type { Panel, StoryboardPaper } from '../../../../../src/main/pipeline/5-export/paper/write-pdf.ts'

const [width, height] = [16, 8]
const options: StoryboardPaper['options'] = { panelsPerPage: 3, paper: 'a4', moments: [0, 1], prompt: true, dialogue: true, notes: true }

function makePanel(number: number, dialogue: string, seen: number[]): Panel {
  return {
    number, take: 1, startSeconds: number * 8, durationSeconds: 8, prompt: 'ein Hund läuft '.repeat(40), notes: '', dialogue,
    readPictures: async () => {
      seen.push(number)
      return [0, 1].map(() => new Uint8Array(width * height * 3).fill(number * 20))
    }
  }
}

async function write(panels: readonly Panel[], language = 'en') {
  const paper = { title: 'Größe 日本', tool: 'HiTVideo Studio test', words: paperWordsOf(language), xmp: '<x>trainedAlgorithmicMedia</x>', width, height, options, panels }
  const { pdf, missing } = await writePdf(paper, await loadFonts('resources/fonts'))
  return { document: await PDFDocument.load(pdf, { updateMetadata: false }), bytes: pdf.length, missing }
}

const streams = (document: PDFDocument) => document.context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFRawStream ? [object] : []))
const isA = (stream: PDFRawStream, kind: string): boolean => stream.dict.get(PDFName.of('Subtype')) === PDFName.of(kind)

test('panels fill pages, their pictures are read one after the other, and the document says how it was made', async () => {
  const seen: number[] = []
  const { document, missing, bytes } = await write([1, 2, 3, 4].map((number) => makePanel(number, 'Größe 犬 🐕', seen)))
  expect(document.getPageCount()).toBe(2)
  expect(seen).toEqual([1, 2, 3, 4])
  expect(missing).toBe('🐕')
  expect(document.getTitle()).toBe('Größe 日本')
  expect(document.getSubject()).toContain('HiTVideo Studio test')
  expect(streams(document).filter((stream) => isA(stream, 'Image'))).toHaveLength(8)
  const [metadata] = streams(document).filter((stream) => isA(stream, 'XML'))
  expect(Buffer.from(metadata!.contents).toString()).toContain('trainedAlgorithmicMedia')
  expect(document.catalog.get(PDFName.of('Metadata'))).toBeDefined()
  expect(bytes).toBeLessThan(120_000)
})

test('a font that draws nothing is not in the document', async () => {
  const count = async (dialogue: string, title: string): Promise<number> => {
    const paper = { title, tool: 'x', words: paperWordsOf('de-AT'), xmp: '', width, height, options, panels: [makePanel(1, dialogue, [])] }
    const document = await PDFDocument.load((await writePdf(paper, await loadFonts('resources/fonts'))).pdf)
    const isDescendant = (object: unknown): boolean => object instanceof PDFDict && object.get(PDFName.of('FontFile2')) !== undefined
    return document.context.enumerateIndirectObjects().filter(([, object]) => isDescendant(object)).length
  }
  expect(await count('Größe', 'Film')).toBe(1)
  expect(await count('犬', 'Film')).toBe(2)
})

test('a storyboard without shots is an empty page', async () => {
  expect((await write([])).document.getPageCount()).toBe(1)
})

test('times are minutes and seconds, with tenths where there are any', () => {
  expect([0, 8, 64.5, 599.96].map(toClock)).toEqual(['0:00', '0:08', '1:04.5', '10:00'])
})
