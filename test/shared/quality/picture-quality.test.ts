import { expect, test } from 'vitest'
import { PictureQuality } from '../../../src/shared/quality/picture-quality.ts'
import { createRandom } from '../../fuzz/draw-json.ts'

const [width, height] = [32, 24]
const random = createRandom(1)
const picture = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) % 200)

test('equal pictures have no noise and are wholly similar', () => {
  const quality = new PictureQuality(width, height)
  quality.add(picture, picture)
  expect(quality.psnr).toBeNull()
  expect(quality.ssim).toBeCloseTo(1, 9)
})

test('an error of 10 everywhere is 28.13 decibels', () => {
  const quality = new PictureQuality(width, height)
  quality.add(picture, picture.map((value) => value + 10))
  expect(quality.psnr).toBeCloseTo(20 * Math.log10(25.5), 9)
  expect(quality.ssim).toBeLessThan(1)
})

test('more noise is less similar, and another picture is not similar at all', () => {
  const measure = (noise: number): number => {
    const quality = new PictureQuality(width, height)
    quality.add(picture, picture.map((value) => Math.max(0, Math.min(255, value + (random() - 0.5) * noise))))
    return quality.ssim
  }
  const [little, much, other] = [measure(10), measure(60), measure(2000)]
  expect(little).toBeGreaterThan(much)
  expect(much).toBeGreaterThan(other)
  expect(other).toBeLessThan(0.3)
})
