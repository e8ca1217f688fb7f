import { expect, test } from 'vitest'
import { matchAll, matchScore } from '../../../src/renderer/palette/match-commands.ts'

const named = (...labels: string[]) => labels.map((label) => ({ label }))

test('words that begin with the query come first', () => {
  const found = matchAll(named('Show where the model is unsure', 'Model packs', 'Remodel'), 'mod')
  expect(found.map(({ label }) => label)).toEqual(['Model packs', 'Show where the model is unsure', 'Remodel'])
})

test('letters in order are enough', () => {
  expect(matchScore('Play the storyboard', 'plsb')).not.toBeNull()
  expect(matchScore('Play the storyboard', 'bspl')).toBeNull()
})

test('an empty query keeps everything in its order', () => {
  expect(matchAll(named('b', 'a'), ' ').map(({ label }) => label)).toEqual(['b', 'a'])
})
