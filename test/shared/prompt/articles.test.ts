import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fitArticles } from '../../../src/shared/prompt/articles.ts'

// The Python tests read the same file.
const cases = JSON.parse(readFileSync(new URL('article-cases.json', import.meta.url), 'utf8'))

test.each<[string, string]>(cases)('%j becomes %j', (text, fitted) => {
  expect(fitArticles(text)).toBe(fitted)
})
