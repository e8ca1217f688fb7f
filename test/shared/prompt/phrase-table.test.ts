import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { countPhraseRows, phraseTableSchema } from '../../../src/shared/prompt/phrase-table.ts'

// The Python tests read the same file.
const shared = JSON.parse(readFileSync(new URL('phrase-cases.json', import.meta.url), 'utf8'))

test('a table defines its own groups alone', () => {
  const result = phraseTableSchema.safeParse({ ...shared.table, definitions: { cat: ['cat: what purrs'] } })
  expect(result.error?.issues[0]).toMatchObject({ path: ['definitions'], message: 'has a noun that is no group' })
})

test('a table has a vector for each phrase that is compared', () => {
  expect(countPhraseRows(phraseTableSchema.parse(shared.table))).toBe(shared.vectors.length)
})
