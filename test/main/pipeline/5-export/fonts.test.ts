import { beforeAll, expect, test } from 'vitest'
import { Letters, loadFonts } from '../../../../src/main/pipeline/5-export/fonts.ts'
import type { Font } from '../../../../src/main/pipeline/5-export/fonts.ts'

let fonts: readonly Font[]

beforeAll(async () => {
  fonts = await loadFonts('resources/fonts')
})

test('European letters come from the first font, Chinese and Japanese ones from the second', () => {
  const letters = new Letters(fonts)
  expect(letters.split('Größe, Привет; 犬が走る 你好!')).toEqual([
    { font: 0, text: 'Größe, Привет; ' },
    { font: 1, text: '犬が走る 你好' },
    { font: 0, text: '!' }
  ])
  expect(letters.missing.size).toBe(0)
})

test('what no font has is a box, and told; what has no picture is left out', () => {
  const letters = new Letters(fonts)
  expect(letters.split('a\u200d🐕\ufe0f\u0007b\ud800')).toEqual([{ font: 0, text: 'a□b\ufffd' }])
  expect([...letters.missing]).toEqual(['🐕'])
})
