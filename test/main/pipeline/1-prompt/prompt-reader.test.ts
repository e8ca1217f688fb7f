import { afterAll, beforeAll, expect, test } from 'vitest'
import { closePack, openPack, type OpenPack } from '../../../../src/main/inference/open-pack.ts'
import { conditionOn } from '../../../../src/main/pipeline/1-prompt/conditioning.ts'
import { PromptReader } from '../../../../src/main/pipeline/1-prompt/prompt-reader.ts'
import { Phrases } from '../../../../src/shared/prompt/phrases.ts'
import { Thesaurus } from '../../../../src/shared/prompt/thesaurus.ts'
import { PackError } from '../../../../src/shared/errors.ts'
import { fixtureFolder } from '../../../model-pack/packs.ts'

let pack: OpenPack
let reader: PromptReader

beforeAll(async () => {
  pack = await openPack(fixtureFolder, ['cpu'])
  reader = new PromptReader(pack)
})

afterAll(() => closePack(pack))

test('a prompt is read in lower case, without accents, between the special pieces', async () => {
  expect(await reader.read('The RÉD ball')).toEqual({
    tokens: 5,
    total: 5,
    isCut: false,
    replaced: [],
    read: 'the red ball',
    ids: [2, 5, 12, 14, 3]
  })
})

test('words that the pack does not know are one unknown piece each', async () => {
  expect((await reader.read('zebra dog 日')).ids).toEqual([2, 1, 6, 1, 3])
})

test('words that captions lack are read as those that stand for them', async () => {
  const withWords = new PromptReader({ ...pack, thesaurus: new Thesaurus({ dog: ['hound'] }) })
  const reading = await withWords.read('a Hound runs')
  expect(reading.replaced).toEqual([{ from: 'Hound', to: 'dog', at: 2 }])
  expect(reading.ids).toEqual((await reader.read('a dog runs')).ids)
})

test('phrases that captions lack are read as the nearest that they have, words first and verbs last', async () => {
  const [like, unlike] = await Promise.all(['a red sun', 'the cat sits'].map((text) => embedSentence(text)))
  const table = {
    groups: { dog: ['dog'], ball: ['ball'] }, definitions: {}, headStart: 0, others: ['night'], verbs: ['runs'], verbForms: { runs: ['heads'] }, loneNouns: {}, subjects: ['dog'],
    people: [], breaks: ['a', 'heads'], least: 0.95, margin: 0
  }
  const rows = [like!, unlike!, unlike!.map((value) => -value)]
  const phrases = new Phrases(table, Int8Array.from(rows.flatMap((row) => [...row]), (value) => Math.round(127 * value)))
  const withPhrases = new PromptReader({ ...pack, thesaurus: new Thesaurus({ red: ['crimson'] }), phrases })
  const reading = await withPhrases.read('a crimson sun heads')
  expect(reading.replaced).toEqual([
    { from: 'crimson sun', to: 'dog', at: 2 },
    { from: 'heads', to: 'runs', at: 6 }
  ])
  expect(reading.ids).toEqual((await reader.read('a dog runs')).ids)
})

/** Mean over the word pieces, unit length. */
async function embedSentence(text: string): Promise<Float32Array> {
  const { values, length } = await reader.embed(await reader.read(text))
  const width = pack.manifest.prompt.width
  const mean = Float32Array.from({ length: width }, (_, i) => {
    let sum = 0
    for (let word = 0; word < length; word += 1) sum += values[word * width + i]!
    return sum
  })
  const norm = Math.hypot(...mean)
  return mean.map((value) => value / norm)
}

test('a prompt of exactly the length is not cut', async () => {
  expect(await reader.read('a dog runs to the right')).toMatchObject({ tokens: 8, isCut: false })
  expect(await reader.read('a dog runs to the right on')).toMatchObject({ tokens: 8, total: 9, isCut: true })
})

test.each(['', ' ', '\n\t'])('the blank prompt %j is refused', async (prompt) => {
  await expect(reader.read(prompt)).rejects.toThrow('the prompt is empty')
})

test('an embedding has a row for each position, and is computed once', async () => {
  const reading = await reader.read('a dog')
  const embedding = await reader.embed(reading)
  expect(embedding.values).toHaveLength(8 * 6)
  expect(embedding.length).toBe(4)
  expect(await reader.embed(await reader.read('A  dog'))).toBe(embedding)
})

test('guidance needs unconditional rows: learned ones, or those of a negative prompt', async () => {
  const request = { prompt: 'a dog', negativePrompt: '' }
  expect((await conditionOn(reader, request, [1, 1])).unconditional).toBeNull()
  expect((await conditionOn(reader, request, [1, 2])).unconditional).toBe('learned')
  const negative = await conditionOn(reader, { ...request, negativePrompt: 'red ball' }, [2])
  expect(negative.unconditional).toBe(await reader.embed(await reader.read('red ball')))
})

test('a tokenizer file that is none is a fault of the pack', () => {
  expect(() => new PromptReader({ ...pack, tokenizer: '{"model": 7}' })).toThrow(PackError)
})
