import { expect, test } from 'vitest'
import type { MaskRule } from '../../../src/shared/model-pack.ts'
import {
  chooseMeasuredMask,
  choosePredictedMask,
  fillMasked,
  listSampled,
  sampledShare
} from '../../../src/shared/tokens/mask.ts'

const rule: MaskRule = { layer: 0, strategy: 'repeat', maximumShare: 0.85, threshold: 0.5 }
const nothingKept = () => false

test('cells above the threshold are masked, but never in the first latent frame', () => {
  expect([...choosePredictedMask([9, 9, 1, -1, 0, 2], 2, rule, nothingKept)]).toEqual([0, 0, 1, 0, 0, 1])
})

test('a higher threshold masks less', () => {
  const strict = { ...rule, threshold: 0.9 }
  expect([...choosePredictedMask([0, 0, 2, 2.5], 2, strict, nothingKept)]).toEqual([0, 0, 0, 1])
})

test('cells whose code is given are not masked', () => {
  expect([...choosePredictedMask([0, 0, 5, 5], 2, rule, (position) => position === 2)]).toEqual([0, 0, 0, 1])
})

test('no more than the largest share is masked: the surest ones, equals by lower position', () => {
  const half = { ...rule, maximumShare: 0.5 }
  expect([...choosePredictedMask([0, 3, 1, 3, 4, 2], 1, half, nothingKept)]).toEqual([0, 1, 0, 1, 1, 0])
})

test('of measured changes those below the mean are masked', () => {
  expect([...chooseMeasuredMask([0, 0, 1, 5, 2, 8], 2, rule)]).toEqual([0, 0, 1, 0, 1, 0])
})

test('of measured changes the smallest are masked first', () => {
  const third = { ...rule, maximumShare: 0.34 }
  expect([...chooseMeasuredMask([0, 0, 2, 9, 1, 1.5], 2, third)]).toEqual([0, 0, 0, 0, 1, 1])
})

test('a repeated code is carried through several latent frames', () => {
  const codes = [5, 6, -1, 7, -1, -1]
  fillMasked(codes, Uint8Array.of(0, 0, 1, 0, 1, 1), 2, 'repeat')
  expect(codes).toEqual([5, 6, 5, 7, 5, 7])
})

test('the other strategies write 0', () => {
  const codes = [5, 6, -1, 7]
  fillMasked(codes, Uint8Array.of(0, 0, 1, 0), 2, 'learned')
  expect(codes).toEqual([5, 6, 0, 7])
})

test('what is not masked is sampled', () => {
  const mask = Uint8Array.of(0, 1, 0, 1)
  expect(listSampled(4, mask)).toEqual([0, 2])
  expect(listSampled(2, null)).toEqual([0, 1])
  expect(sampledShare(mask)).toBe(0.5)
})
