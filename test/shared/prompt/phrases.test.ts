import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { phraseTableSchema } from '../../../src/shared/prompt/phrase-table.ts'
import { Phrases } from '../../../src/shared/prompt/phrases.ts'
import { Thesaurus } from '../../../src/shared/prompt/thesaurus.ts'

// The Python tests read the same file.
const shared = JSON.parse(readFileSync(new URL('phrase-cases.json', import.meta.url), 'utf8'))
const table = phraseTableSchema.parse(shared.table)
const phrases = new Phrases(table, new Int8Array(shared.vectors.flat()))
const thesaurus = new Thesaurus(shared.thesaurus)
const asked: string[] = []
const embed = async (text: string) => {
  asked.push(text)
  return new Float32Array(shared.embeddings[text] ?? [0, 0, 0, 0])
}

const readPrompt = (prompt: string, words = 40) => phrases.read(thesaurus.read(prompt), words, embed)

test.each<[string, string]>(shared.cases)('%j is read as %j', async (prompt, read) => {
  expect((await readPrompt(prompt)).text).toBe(read)
})

test('what was replaced is told as the prompt has it, in its order', async () => {
  expect((await readPrompt('A Stuffed Animal on the seaside resort')).replaced).toEqual([
    { from: 'Stuffed Animal', to: 'teddy bear', at: 2 },
    { from: 'seaside resort', to: 'beach', at: 20 }
  ])
})

test('of a phrase with a word that the thesaurus replaced the phrase alone is told', async () => {
  expect((await readPrompt('a hound on a wee Hound toy')).replaced).toEqual([
    { from: 'hound', to: 'dog', at: 2 },
    { from: 'wee Hound toy', to: 'teddy bear', at: 11 }
  ])
})

test('verbs after subjects are told last', async () => {
  expect((await readPrompt('a stuffed animal springs on the seaside resort')).replaced).toEqual([
    { from: 'stuffed animal', to: 'teddy bear', at: 2 },
    { from: 'seaside resort', to: 'beach', at: 28 },
    { from: 'springs', to: 'hops', at: 13 }
  ])
})

test('lone nouns are told among phrases', async () => {
  expect((await readPrompt('a Husky on the seaside resort')).replaced).toEqual([
    { from: 'Husky', to: 'dog', at: 2 },
    { from: 'seaside resort', to: 'beach', at: 13 }
  ])
})

test('a table of an older format has neither such verbs nor lone nouns nor definitions', async () => {
  const { verbForms, loneNouns, subjects, definitions, headStart, ...older } = shared.table
  const phrases = new Phrases(phraseTableSchema.parse(older), new Int8Array(shared.vectors.slice(0, -1).flat()))
  expect((await phrases.read(thesaurus.read('the dog springs'), 40, embed)).text).toBe('the dog springs')
  expect((await phrases.read(thesaurus.read('a husky'), 40, embed)).text).toBe('a husky')
  expect((await phrases.read(thesaurus.read('a barker'), 40, embed)).text).toBe('a barker')
  expect([verbForms, loneNouns, subjects, definitions, headStart]).toEqual([table.verbForms, table.loneNouns, table.subjects, table.definitions, table.headStart])
})

test('a phrase behind the words that are read is not looked at', async () => {
  expect((await readPrompt('a stuffed animal', 3)).text).toBe('a teddy bear')
  expect((await readPrompt('a dog on a stuffed animal', 4)).text).toBe('a dog on a stuffed animal')
})

test('what captions say is not embedded', async () => {
  asked.length = 0
  await readPrompt('A small dog drops to the ground on the beach at night')
  expect(asked).toEqual([])
})
