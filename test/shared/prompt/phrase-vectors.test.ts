import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { phraseTableSchema } from '../../../src/shared/prompt/phrase-table.ts'
import { PhraseVectors } from '../../../src/shared/prompt/phrase-vectors.ts'

// The Python tests read the same file.
const shared = JSON.parse(readFileSync(new URL('phrase-cases.json', import.meta.url), 'utf8'))
const vectors = new PhraseVectors(phraseTableSchema.parse(shared.table), new Int8Array(shared.vectors.flat()))
const place = (...vector: number[]) => vectors.place(new Float32Array(vector))

test('a vector is placed in the group of its nearest phrase', () => {
  expect(place(0.1, 0.9, 0, 0)).toEqual({ group: 1, similarity: expect.closeTo(0.9027, 3) })
})

test('what is near none, near two or nearest to no thing has no place', () => {
  expect([place(0, 0.5, 0, 0), place(0.7, 0.68, 0, 0), place(0, 0, 0.7, 0.9)]).toEqual([null, null, null])
})

test('definitions have a head start', () => {
  const defined = [0.3, -0.7, 0, 0]
  expect(place(...defined)).toEqual({ group: 0, similarity: expect.closeTo((0.3 * 80 + 0.7 * 98) / 127 + shared.table.headStart, 5) })
})
