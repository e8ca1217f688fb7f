import { expect, test } from 'vitest'
import { findStale } from '../../../src/shared/storyboard/stale.ts'

test('under a cell of the board lie the same region of every lower layer, over the whole clip', () => {
  expect(findStale([1, 4, 4], [5], [2, 8, 8])).toEqual([18, 19, 26, 27, 82, 83, 90, 91])
})

test('under a token of a layer with time lie only its own moments', () => {
  expect(findStale([2, 2, 2], [4], [4, 2, 2])).toEqual([8, 12])
})

test('grids that do not divide each other overlap where they touch', () => {
  expect(findStale([1, 1, 2], [0], [1, 1, 3])).toEqual([0, 1])
  expect(findStale([1, 1, 3], [1], [1, 1, 2])).toEqual([0, 1])
})

test('every token lies under some token, and nothing under none', () => {
  expect(findStale([1, 4, 4], Array.from({ length: 16 }, (_, i) => i), [8, 16, 16])).toHaveLength(2048)
  expect(findStale([1, 4, 4], [], [8, 16, 16])).toEqual([])
})
