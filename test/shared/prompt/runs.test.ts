import { expect, test } from 'vitest'
import { RunFinder } from '../../../src/shared/prompt/runs.ts'

const finder = new RunFinder(new Set(['a', 'the', 'on', 'runs']), new Set(['dog', 'teddy bear', 'sand by the water']))
const find = (prompt: string, most = 40) => finder.find(prompt, most).map(({ words, hasArticle }) => [words.map(({ text }) => text).join(' '), hasArticle])

test('a run ends at breaks, at whatever is not one space, and with the words that are read', () => {
  expect(find('A big Dog runs on wet stones, old  snow')).toEqual([['big dog', true], ['wet stones', false], ['old', false], ['snow', false]])
  expect(find('a big dog runs', 2)).toEqual([['big', true]])
})

test('phrases of several words that captions have are in no run', () => {
  expect(find('the old teddy bear on hot sand by the water')).toEqual([['old', true], ['hot', false]])
})

test('an article counts one space before', () => {
  expect(find('the\nold on the, old')).toEqual([['old', false], ['old', false]])
})

test('a prompt without words has no run', () => {
  expect(find('犬 …')).toEqual([])
})
