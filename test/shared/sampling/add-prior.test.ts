import { expect, test } from 'vitest'
import { addPrior } from '../../../src/shared/sampling/add-prior.ts'

test('adds to each sub-code the logits of its set bits, least significant first', () => {
  const logits = new Float32Array(1 + 4 + 2)
  addPrior(logits, 1, [2, 1], new Float32Array([9, 1, 2, 4]), 1)
  expect([...logits]).toEqual([0, 0, 1, 2, 3, 0, 4])
})

test('adds to what is there and leaves other positions alone', () => {
  const logits = new Float32Array([5, 5, 5, 5])
  addPrior(logits, 2, [1], new Float32Array([-1]), 0)
  expect([...logits]).toEqual([5, 5, 5, 4])
})

test('rounds every sum to single precision', () => {
  const logits = new Float32Array(4)
  addPrior(logits, 0, [2], new Float32Array([0.1, 0.2]), 0)
  expect(logits[3]).toBe(Math.fround(Math.fround(0.1) + Math.fround(0.2)))
})
