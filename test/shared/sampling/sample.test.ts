import { expect, test } from 'vitest'
import { Sampler, indexOfLargest, type DrawRule } from '../../../src/shared/sampling/sample.ts'

const all: DrawRule = { temperature: 1, topK: 0, topP: 1 }
const sampler = new Sampler(16)
/** Logits whose softmax is 0.1, 0.2, 0.3, 0.4. */
const logits = [0.1, 0.2, 0.3, 0.4].map(Math.log)

test('the uniform number picks the first index whose running sum exceeds it', () => {
  const draws = [0.05, 0.15, 0.35, 0.65, 0.99].map((uniform) => sampler.draw(logits, 0, 4, all, uniform))
  expect(draws).toEqual([0, 1, 2, 3, 3])
})

test('temperature 0 takes the largest logit and the lowest index of equals', () => {
  expect(sampler.draw([1, 3, 3, 2], 0, 4, { ...all, temperature: 0 }, 0.99)).toBe(1)
  expect(indexOfLargest([0, 0, 5, 5, 1], 2, 3)).toBe(0)
})

test('top-k keeps the k largest and draws among them in ascending order of index', () => {
  const rule = { ...all, topK: 2 }
  expect(sampler.draw(logits, 0, 4, rule, 0.42)).toBe(2)
  expect(sampler.draw(logits, 0, 4, rule, 0.44)).toBe(3)
})

test('equals at the edge of top-k are kept by lower index', () => {
  const rule = { ...all, topK: 2 }
  const drawn = new Set([0.1, 0.4, 0.6, 0.9].map((uniform) => sampler.draw([0, 1, 1, 1], 0, 4, rule, uniform)))
  expect([...drawn]).toEqual([1, 2])
})

test('top-p keeps the shortest prefix that reaches it', () => {
  const rule = { ...all, topP: 0.65 }
  expect(sampler.draw(logits, 0, 4, rule, 0.001)).toBe(2)
  expect(sampler.draw(logits, 0, 4, { ...all, topP: 0.71 }, 0.001)).toBe(1)
})

test('top-p smaller than the largest probability keeps one index', () => {
  expect(sampler.draw(logits, 0, 4, { ...all, topP: 0.01 }, 0.001)).toBe(3)
})

test('top-p counts shares of what top-k left', () => {
  const rule = { ...all, topK: 2, topP: 0.5 }
  expect(sampler.draw(logits, 0, 4, rule, 0.001)).toBe(3)
})

test('a low temperature sharpens and a high one flattens the distribution', () => {
  expect(sampler.draw(logits, 0, 4, { ...all, temperature: 0.05 }, 0.01)).toBe(3)
  expect(sampler.draw(logits, 0, 4, { ...all, temperature: 10 }, 0.2)).toBe(0)
})

test('logits are read from the offset on', () => {
  expect(sampler.draw([9, 9, ...logits], 2, 4, all, 0.05)).toBe(0)
})

test('logits of any size draw without overflow', () => {
  expect(sampler.draw([1e4, -1e4, 9999], 0, 3, all, 0.99)).toBe(2)
})

test('logits that are not numbers are refused', () => {
  expect(() => sampler.draw([Number.NaN, 1], 0, 2, all, 0.5)).toThrow(RangeError)
})

test('frequencies follow the probabilities', () => {
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < 1000; i++) counts[sampler.draw(logits, 0, 4, all, (i + 0.5) / 1000)]!++
  expect(counts).toEqual([100, 200, 300, 400])
})
