import { expect, test } from 'vitest'
import { countColumns, layOutFrames } from '../../../../src/main/services/previews/frame-sheet.ts'
import { encodePng } from '../../../../src/main/services/previews/png.ts'
import { decodePng } from '../../../model-pack/png.ts'

/** rgb24 pixels with every byte another one. */
const countUp = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => (i * 37) % 256)

test('a picture has the pixels it was made of', async () => {
  const pixels = countUp(5 * 7 * 3)
  const { height, width, pixels: read } = decodePng(await encodePng(pixels, 5, 7))
  expect([height, width]).toEqual([5, 7])
  expect([...read]).toEqual([...pixels])
})

test('a picture whose bytes are not as many as its pixels is refused', async () => {
  await expect(encodePng(countUp(10), 2, 2)).rejects.toThrow(RangeError)
})

test('frames are laid out row by row, and what is left over is black', () => {
  // Three frames of 1 × 1 pixel: two columns, two rows, one place left over.
  const sheet = layOutFrames(Uint8Array.from([1, 1, 1, 2, 2, 2, 3, 3, 3]), 3, 1, 1)
  expect(countColumns(3)).toBe(2)
  expect(sheet).toMatchObject({ height: 2, width: 2 })
  expect([...sheet.pixels]).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0])
})

test('the rows of a frame stay together', () => {
  const frames = countUp(2 * 2 * 3 * 3)
  const { pixels, width } = layOutFrames(frames, 2, 2, 3, 2)
  expect(width).toBe(6)
  // The second frame's first row follows the first frame's first row.
  expect([...pixels.subarray(9, 18)]).toEqual([...frames.subarray(18, 27)])
})
