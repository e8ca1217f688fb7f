import { expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../../../src/shared/carried/base-64.ts'
import { readCarried, writeCarried } from '../../../src/shared/carried/carried-bytes.ts'
import { findCarriedText, writeCarriedText } from '../../../src/shared/carried/carried-text.ts'
import { checksum } from '../../../src/shared/carried/crc-32.ts'
import { decodeUtf8, encodeUtf8 } from '../../../src/shared/carried/utf-8.ts'
import { findStoryboardText, writeXmp } from '../../../src/shared/carried/xmp.ts'
import { InvalidInputError } from '../../../src/shared/errors.ts'
import { createRandom } from '../../fuzz/draw-json.ts'
import { animaticLayers, drawStoryboard, drawTake } from './draw-storyboard.ts'
import type { CarriedStoryboard } from '../../../src/shared/carried/carried-storyboard.ts'

const seeds = Array.from({ length: 60 }, (_, i) => i + 1)
const pack = { id: 'animatic', version: '0.1.0', hash: 'ab'.repeat(32), layers: [...animaticLayers] }

function singleTake(seed: number): CarriedStoryboard {
  const random = createRandom(seed)
  let take = drawTake(random, pack)
  while (take.layers.length < 4) take = drawTake(random, pack)
  const { prompt, negativePrompt } = take
  return { shots: [{ prompt, negativePrompt, notes: '', dialogue: '', durationSeconds: 8, takes: [take], chosen: 0 }] }
}

test.each(seeds)('storyboard %i comes back from bytes, text and XMP as it was', (seed) => {
  const storyboard = drawStoryboard(createRandom(seed))
  expect(readCarried(writeCarried(storyboard))).toEqual(storyboard)
  const text = writeCarriedText(storyboard)
  expect(findCarriedText(text)).toEqual(storyboard)
  const packet = writeXmp({ source: 'generated', creatorTool: 'test', title: storyboard.shots[0]?.prompt, storyboard: text })
  expect(findStoryboardText(packet)).toBe(text)
})

test('a clip of the embedded pack takes about 5 kB, and less where the mask gives tokens back', () => {
  const storyboard = singleTake(3)
  const [take] = storyboard.shots[0]!.takes
  const detail = take!.layers[3]!
  const full = { ...take!, layers: [...take!.layers.slice(0, 3), { ...detail, masked: null, locked: null, stale: null }] }
  const sizeOf = (changed: typeof full): number =>
    writeCarried({ shots: [{ ...storyboard.shots[0]!, takes: [changed] }] }).length
  expect(sizeOf(full)).toBeLessThan(6500)
  const still = detail.codes.map((_, i) => detail.codes[i % 256]!)
  const masked = Buffer.from(Uint8Array.from({ length: 256 }, (_, byte) => (byte < 32 ? 0 : 255))).toString('base64')
  expect(sizeOf({ ...full, layers: [...full.layers.slice(0, 3), { ...detail, codes: still, masked, locked: null, stale: null }] })).toBeLessThan(2600)
})

test('text is found between other words, and after a mail has broken its lines', () => {
  const storyboard = singleTake(5)
  const text = writeCarriedText(storyboard)
  expect(findCarriedText(`Look at this: ${text}\nBest, A.`)).toEqual(storyboard)
  const broken = text.replaceAll(/(.{70})/g, '$1\n> ')
  expect(findCarriedText(`> ${broken}`)).toEqual(storyboard)
  expect(findCarriedText('nothing here')).toBeNull()
  expect(() => findCarriedText(text.slice(0, -200))).toThrow(InvalidInputError)
})

test('every bit that is turned over, and every cut, is noticed', () => {
  const bytes = writeCarried(singleTake(7))
  const random = createRandom(11)
  for (let i = 0; i < 400; i++) {
    const damaged = bytes.slice()
    const place = Math.floor(random() * damaged.length)
    damaged[place]! ^= 1 << Math.floor(random() * 8)
    expect(() => readCarried(damaged), `byte ${place}`).toThrow(InvalidInputError)
    expect(() => readCarried(bytes.subarray(0, place)), `cut at ${place}`).toThrow(InvalidInputError)
  }
})

test('bytes made to pass the checksum are still checked', () => {
  const header = encodeUtf8('{"packs":[["animatic","1","' + 'a'.repeat(64) + '",[[0,"x",65536,65536,65536,30]]]],"shots":[{"prompt":"","negativePrompt":"","notes":"","dialogue":"","durationSeconds":8,"chosen":0,"takes":[{"pack":0,"seed":1,"draw":0,"sampling":[],"layers":[[0,0]]}]}]}')
  const bytes = new Uint8Array(12 + header.length)
  bytes.set([0x48, 0x56, 0x54, 0x31])
  const view = new DataView(bytes.buffer)
  view.setUint32(4, header.length, true)
  bytes.set(header, 8)
  view.setUint32(bytes.length - 4, checksum(bytes.subarray(0, -4)), true)
  expect(() => readCarried(bytes)).toThrow(InvalidInputError)
})

test('base64 and UTF-8 agree with the platform', () => {
  const random = createRandom(2)
  for (let length = 0; length < 100; length++) {
    const bytes = Uint8Array.from({ length }, () => Math.floor(random() * 256))
    const text = Buffer.from(bytes).toString('base64url')
    expect(toBase64(bytes)).toBe(text)
    expect(fromBase64(text)).toEqual(bytes)
  }
  expect(fromBase64('a')).toBeNull()
  expect(fromBase64('a*bc')).toBeNull()
  const text = 'Größe 犬 🐕 %41 \u0000'
  expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text))
  expect(decodeUtf8(encodeUtf8(text))).toBe(text)
  expect(decodeUtf8(Uint8Array.of(0xc3))).toBeNull()
  expect(checksum(encodeUtf8('123456789'))).toBe(0xcbf43926)
})

test('the disclosure stands in the packet without anything else where metadata is left out', () => {
  const packet = writeXmp({ source: 'generated', creatorTool: 'HiTVideo Studio 1' })
  expect(packet).toContain('http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia')
  expect(packet).not.toContain('hitvideo:storyboard>')
  expect(findStoryboardText(packet)).toBeNull()
})
