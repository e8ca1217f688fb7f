import { expect, test } from 'vitest'
import { entropyBits, logProbability, logSumExp } from '../../../src/shared/sampling/likelihood.ts'

test('a uniform distribution over eight codes has three bits of entropy', () => {
  expect(
    entropyBits(
      Array.from({ length: 8 }, () => 2),
      0,
      8
    )
  ).toBeCloseTo(3)
})

test('a certain code has no entropy and probability one', () => {
  const logits = [0, 5000, 0]
  expect(entropyBits(logits, 0, 3)).toBe(0)
  expect(logProbability(logits, 0, 3, 1)).toBe(0)
})

test('probabilities of all codes sum to one', () => {
  const logits = [7, 0.3, -1, 2, 0.5]
  const sum = [0, 1, 2, 3].reduce((total, index) => total + Math.exp(logProbability(logits, 1, 4, index)), 0)
  expect(sum).toBeCloseTo(1)
})

test('large logits do not overflow', () => {
  expect(logSumExp([1e5, 1e5], 0, 2)).toBeCloseTo(1e5 + Math.LN2)
})
