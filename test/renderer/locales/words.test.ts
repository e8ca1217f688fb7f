import { expect, test } from 'vitest'
import { de } from '../../../src/renderer/locales/de.ts'
import { en } from '../../../src/renderer/locales/en.ts'

type Tree = { readonly [key: string]: string | Tree }

/** Every text with its path: "prompt.label". */
function listTexts(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : listTexts(value, `${prefix}${key}.`)
  )
}

const placeholders = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted()

test('German has every text of English, none empty, with the same placeholders', () => {
  const german = new Map(listTexts(de))
  for (const [path, text] of listTexts(en)) {
    expect(german.get(path), path).toBeTruthy()
    expect(placeholders(german.get(path) ?? ''), path).toEqual(placeholders(text))
  }
  expect(german.size).toBe(listTexts(en).length)
})
