/** Small moving pictures, and how much two of them differ. */
import type { FrameSource } from '../../../../src/main/pipeline/5-export/frame-source.ts'

/** A square that moves over a gradient. */
export function createMovingPicture(frames = 16, width = 48, height = 40, framesPerSecond = 8): FrameSource {
  const paint = (frame: number): Uint8Array => {
    const pixels = new Uint8Array(width * height * 3)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const isSquare = Math.abs(x - 8 - frame * 2) < 5 && Math.abs(y - height / 2) < 6
        pixels.set(isSquare ? [230, 40, 60] : [x * 4, y * 5, 120], (y * width + x) * 3)
      }
    }
    return pixels
  }
  return {
    width, height, frames, framesPerSecond,
    read: async function* () {
      for (let frame = 0; frame < frames; frame++) yield paint(frame)
    }
  }
}

/** All of a source's bytes. */
export async function collect(source: FrameSource): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of source.read()) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Decibels between two pictures of equal size. */
export function psnrOf(a: Uint8Array, b: Uint8Array): number {
  let squares = 0
  for (let i = 0; i < a.length; i++) squares += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2
  return 10 * Math.log10(255 ** 2 / Math.max(squares / a.length, 1e-10))
}
