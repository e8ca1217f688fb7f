import { expect, test } from 'vitest'
import { countLogits, joinCode, splitCode } from '../../../src/shared/tokens/codes.ts'

test('sub-codes stand least significant first', () => {
  expect(splitCode(0b101_0011, [4, 3])).toEqual([0b0011, 0b101])
})

test.each([[[10]], [[7, 7]], [[9, 9]], [[1, 2, 3]], [[15, 15]]])(
  'splitting and joining by %j is the identity',
  (factors) => {
    const bits = factors.reduce((sum, factor) => sum + factor, 0)
    for (const code of [0, 1, 2 ** bits - 1, Math.floor(2 ** bits / 3), 2 ** (bits - 1)]) {
      expect(joinCode(splitCode(code, factors), factors)).toBe(code)
    }
  }
)

test('a head has one logit for each value of each factor', () => {
  expect(countLogits([9, 9])).toBe(1024)
})
