import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Phrases, countPhraseRows, phraseTableSchema } from '../../../src/shared/prompt/phrases.ts'

// The Python tests read the same file.
const shared = JSON.parse(readFileSync(new URL('phrase-cases.json', import.meta.url), 'utf8'))
const table = phraseTableSchema.parse(shared.table)
const phrases = new Phrases(table, new Int8Array(shared.vectors.flat()))
const asked: string[] = []
const embed = async (text: string) => {
  asked.push(text)
  return new Float32Array(shared.embeddings[text] ?? [0, 0, 0, 0])
}

test.each<[string, string]>(shared.cases)('%j is read as %j', async (prompt, read) => {
  expect((await phrases.read(prompt, 40, embed)).text).toBe(read)
})

test('what was replaced is told as the prompt has it, in its order', async () => {
  expect((await phrases.read('A Stuffed Animal on the seaside resort', 40, embed)).replaced).toEqual([
    { from: 'Stuffed Animal', to: 'teddy bear' },
    { from: 'seaside resort', to: 'beach' }
  ])
})

test('verbs after subjects are told last', async () => {
  expect((await phrases.read('a stuffed animal springs on the seaside resort', 40, embed)).replaced).toEqual([
    { from: 'stuffed animal', to: 'teddy bear' },
    { from: 'seaside resort', to: 'beach' },
    { from: 'springs', to: 'hops' }
  ])
})

test('a table of an older format has no such verbs', async () => {
  const { verbForms, subjects, ...older } = shared.table
  const phrases = new Phrases(phraseTableSchema.parse(older), new Int8Array(shared.vectors.flat()))
  expect((await phrases.read('the dog springs', 40, embed)).text).toBe('the dog springs')
  expect([verbForms, subjects]).toEqual([table.verbForms, table.subjects])
})

test('a phrase behind the words that are read is not looked at', async () => {
  expect((await phrases.read('a stuffed animal', 3, embed)).text).toBe('a teddy bear')
  expect((await phrases.read('a dog on a stuffed animal', 4, embed)).text).toBe('a dog on a stuffed animal')
})

test('what captions say is not embedded', async () => {
  asked.length = 0
  await phrases.read('A small dog drops to the ground on the beach at night', 40, embed)
  expect(asked).toEqual([])
})

test('a table has a vector for each phrase that is compared', () => {
  expect(countPhraseRows(table)).toBe(shared.vectors.length)
})
