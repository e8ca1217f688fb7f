import { expect, test } from 'vitest'
import { packCodes, unpackCodes } from '../../../src/shared/storyboard/packed-codes.ts'
import { createRandom } from '../../fuzz/draw-json.ts'

test.each([1, 3, 8, 10, 14, 16, 18, 29, 30])('codes of %i bits come back as they were', (bits) => {
  const random = createRandom(bits)
  for (const count of [0, 1, 7, 8, 16, 2048]) {
    const codes = Array.from({ length: count }, (_, i) => (i === 0 ? 2 ** bits - 1 : Math.floor(random() * 2 ** bits)))
    const bytes = packCodes(codes, bits)
    expect(bytes).toHaveLength(6 + Math.ceil((count * bits) / 8))
    expect(unpackCodes(bytes)).toEqual({ codes, bits })
  }
})

test('a whole clip of the paper takes about 5 kB', () => {
  const layers: [number, number][] = [[16, 3], [128, 14], [256, 16], [2048, 18]]
  const bytes = layers.map(([count, bits]) => packCodes(Array.from({ length: count }, () => 0), bits).length)
  expect(bytes.reduce((sum, length) => sum + length, 0)).toBe(5374)
})

test('the layout is least significant bit first, without gaps', () => {
  expect([...packCodes([1, 2, 3], 3)]).toEqual([1, 3, 3, 0, 0, 0, 0b11_010_001, 0b0])
})

test('codes that are too large or no codes are refused', () => {
  for (const code of [8, -1, 1.5, Number.NaN]) expect(() => packCodes([code], 3)).toThrow(RangeError)
})

test('bytes that were not written so are not read', () => {
  const good = packCodes([1, 2, 3], 10)
  const changed = (place: number, value: number) => good.map((byte, i) => (i === place ? value : byte))
  for (const bytes of [new Uint8Array(), good.subarray(0, 5), good.subarray(0, -1), changed(0, 2), changed(1, 0), changed(1, 31), changed(2, 4), changed(5, 255)]) {
    expect(unpackCodes(bytes)).toBe(null)
  }
})
