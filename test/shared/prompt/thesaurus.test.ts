import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Thesaurus, thesaurusSchema } from '../../../src/shared/prompt/thesaurus.ts'

// The Python tests read the same file.
const shared = JSON.parse(readFileSync(new URL('thesaurus-cases.json', import.meta.url), 'utf8'))
const thesaurus = new Thesaurus(thesaurusSchema.parse(shared.groups))

test.each<[string, string]>(shared.cases)('%j is read as %j', (prompt, read) => {
  expect(thesaurus.read(prompt).text).toBe(read)
})

test('what was replaced is told as the prompt has it, in its order', () => {
  expect(thesaurus.read('A Steam Engine passes a hound').replaced).toEqual([
    { from: 'Steam Engine', to: 'train', at: 2 },
    { from: 'hound', to: 'dog', at: 17 }
  ])
})

test('without entries every prompt stays', () => {
  expect(new Thesaurus({}).read('a hound')).toEqual({ text: 'a hound', replaced: [] })
})
