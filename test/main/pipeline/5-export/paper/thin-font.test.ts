import fontkit from '@pdf-lib/fontkit'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { thinFont } from '../../../../../src/main/pipeline/5-export/paper/thin-font.ts'

test.each([
  ['NotoSans-Regular.ttf', 'Größe: Åäé fi 12'],
  ['DroidSansFallbackFull.ttf', '犬が走る。高さ你好']
])('%s keeps the outlines and widths of its letters, and loses the others', async (file, text) => {
  const bytes = await readFile(`resources/fonts/${file}`)
  const whole = fontkit.create(bytes)
  const letters = [...new Set(text)].map((letter) => letter.codePointAt(0)!).filter((letter) => whole.hasGlyphForCodePoint(letter))
  const thin = thinFont(bytes, new Map(letters.map((letter) => [letter, whole.glyphForCodePoint(letter).id])))
  expect(thin.length).toBeLessThan(bytes.length / 4)
  const read = fontkit.create(Buffer.from(thin))
  expect(read.characterSet.toSorted((a, b) => a - b)).toEqual(letters.toSorted((a, b) => a - b))
  for (const letter of letters) {
    const [before, after] = [whole.glyphForCodePoint(letter), read.glyphForCodePoint(letter)]
    expect(after.id).toBe(before.id)
    expect(after.advanceWidth).toBe(before.advanceWidth)
    expect(after.path.toSVG()).toBe(before.path.toSVG())
  }
})

test('what is no TrueType font is refused', () => {
  expect(() => thinFont(Buffer.alloc(64), new Map())).toThrow(/not TrueType/)
})
