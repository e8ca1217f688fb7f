import { expect, test } from 'vitest'
import { findBestCodes } from '../../../src/shared/sampling/best-codes.ts'
import { logProbability } from '../../../src/shared/sampling/likelihood.ts'
import { splitCode } from '../../../src/shared/tokens/codes.ts'

const factors = [2, 3]
const logits = [0.3, -1, 2, 0.1, 1, 0, -2, 0.5, 0.6, 3, -1, 0.2]

test('the best codes of several factors are those with the largest product of probabilities', () => {
  const every = Array.from({ length: 32 }, (_, code) => {
    const [low, high] = splitCode(code, factors) as [number, number]
    return { code, probability: Math.exp(logProbability(logits, 0, 4, low) + logProbability(logits, 4, 8, high)) }
  }).toSorted((a, b) => b.probability - a.probability)
  const best = findBestCodes(logits, 0, factors, 6)
  expect(best.map(({ code }) => code)).toEqual(every.slice(0, 6).map(({ code }) => code))
  best.forEach(({ probability }, i) => expect(probability).toBeCloseTo(every[i]!.probability))
})

test('all codes together have probability one', () => {
  const sum = findBestCodes(logits, 0, factors, 64).reduce((total, { probability }) => total + probability, 0)
  expect(sum).toBeCloseTo(1)
})
