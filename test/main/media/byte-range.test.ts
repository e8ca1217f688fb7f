import { expect, test } from 'vitest'
import { parseByteRange } from '../../../src/main/media/byte-range.ts'

test.each([
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=100-', { start: 100, end: 999 }],
  ['bytes=-100', { start: 900, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=990-5000', { start: 990, end: 999 }],
  ['bytes=999-999', { start: 999, end: 999 }]
])('of 1000 bytes, %s is %o', (header, range) => {
  expect(parseByteRange(header, 1000)).toEqual(range)
})

test.each(['bytes=1000-', 'bytes=1000-1001', 'bytes=-0'])('of 1000 bytes, %s cannot be satisfied', (header) => {
  expect(parseByteRange(header, 1000)).toBe('unsatisfiable')
})

test.each([null, '', 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=0-1,4-5', 'lines=0-1', 'bytes=a-b', 'bytes=1e3-'])(
  'the header %s is answered with the whole file',
  (header) => {
    expect(parseByteRange(header, 1000)).toBe('whole')
  }
)

test('an empty file satisfies no range', () => {
  expect(parseByteRange('bytes=0-', 0)).toBe('unsatisfiable')
  expect(parseByteRange('bytes=-1', 0)).toBe('unsatisfiable')
})
