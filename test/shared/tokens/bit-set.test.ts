import { expect, test } from 'vitest'
import { packBits, unpackBits } from '../../../src/shared/tokens/bit-set.ts'

test('bits of a byte count from the least significant', () => {
  expect(packBits([1, 0, 0, 0, 0, 0, 0, 0, 0, 1])).toBe(Buffer.from([1, 2]).toString('base64'))
})

test.each([1, 7, 8, 9, 16, 23, 24, 25, 2048])('%i flags survive packing and unpacking', (count) => {
  const flags = Uint8Array.from({ length: count }, (_, i) => (i * 7 + (i >> 2)) & 1)
  const text = packBits(flags)
  expect(Buffer.from(text, 'base64')).toHaveLength(Math.ceil(count / 8))
  expect(unpackBits(text, count)).toEqual(flags)
})

test.each(['', 'AAA', 'AAAAA===', '!!!!', 'AAAAAAAA'])('%j is not sixteen bits', (text) => {
  expect(unpackBits(text, 16)).toBeNull()
})
