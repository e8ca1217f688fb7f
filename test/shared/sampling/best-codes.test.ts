import { expect, test } from 'vitest'
import { findBestCodes } from '../../../src/shared/sampling/best-codes.ts'
import { logProbability } from '../../../src/shared/sampling/likelihood.ts'
import { logProbabilityOf } from '../../../src/main/pipeline/3-densify/code-drawer.ts'
import { splitCode } from '../../../src/shared/tokens/codes.ts'

const factors = [2, 3]
const logits = new Float32Array([0.3, -1, 2, 0.1, 1, 0, -2, 0.5, 0.6, 3, -1, 0.2])
const code = { values: logits, offset: 0, factors, links: null }

test('the best codes of several factors are those with the largest product of probabilities', () => {
  const every = Array.from({ length: 32 }, (_, code) => {
    const [low, high] = splitCode(code, factors) as [number, number]
    return { code, probability: Math.exp(logProbability(logits, 0, 4, low) + logProbability(logits, 4, 8, high)) }
  }).toSorted((a, b) => b.probability - a.probability)
  const best = findBestCodes(code, 6)
  expect(best.map(({ code }) => code)).toEqual(every.slice(0, 6).map(({ code }) => code))
  best.forEach(({ probability }, i) => expect(probability).toBeCloseTo(every[i]!.probability))
})

test('all codes together have probability one', () => {
  const sum = findBestCodes(code, 64).reduce((total, { probability }) => total + probability, 0)
  expect(sum).toBeCloseTo(1)
})

test('where a sub-code says something of the next, a code of an unlikely beginning may be the best', () => {
  const links = [new Float32Array(32).fill(-4)]
  links[0]![1 * 8 + 6] = 9 // sub-code 1, least likely by itself, goes with 6 and no other
  const linked = { ...code, links }
  const best = findBestCodes(linked, 32)
  const logs = Array.from({ length: 32 }, (_, value) => logProbabilityOf(linked, value))
  expect(best.map(({ code: value }) => value)).toEqual(
    Array.from(logs.keys()).toSorted((a, b) => logs[b]! - logs[a]! || a - b)
  )
  expect(best.reduce((total, { probability }) => total + probability, 0)).toBeCloseTo(1)
  best.forEach(({ code: value, probability }) => expect(probability).toBeCloseTo(Math.exp(logs[value]!)))
})
