import { expect, test } from 'vitest'
import { threefry2x32 } from '../../../src/shared/sampling/threefry.ts'

// Known answers of the Random123 distribution, kat_vectors: "threefry2x32 20".
test('Threefry gives the known answer for zeros', () => {
  expect(threefry2x32(0, 0, 0, 0)).toEqual([0x6b200159, 0x99ba4efe])
})

test('Threefry gives the known answer for all ones', () => {
  expect(threefry2x32(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff)).toEqual([0x1cb996fc, 0xbb002be7])
})

test('Threefry gives the known answer for the digits of pi', () => {
  expect(threefry2x32(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3)).toEqual([0xc4923a9c, 0x483df7a0])
})
