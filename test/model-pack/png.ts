/** Reads the pictures of golden cases: PNG, 8 bits, RGB or RGBA, not interlaced. */
import { inflateSync } from 'node:zlib'

export interface Picture {
  readonly width: number
  readonly height: number
  /** rgb24, row after row. */
  readonly pixels: Uint8Array
}

/** https://www.w3.org/TR/png-3/ */
export function decodePng(png: Buffer): Picture {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const channels = png[25] === 6 ? 4 : 3
  if (png[24] !== 8 || (png[25] !== 2 && png[25] !== 6) || png[28] !== 0) throw new Error('Not a plain RGB picture')
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * channels
  const rows = new Uint8Array(height * stride)
  const byteAt = (row: number, i: number) => (row < 0 || i < 0 ? 0 : rows[row * stride + i]!)
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)]!
    for (let i = 0; i < stride; i++) {
      const left = byteAt(row, i - channels)
      const up = byteAt(row - 1, i)
      const corner = i < channels ? 0 : byteAt(row - 1, i - channels)
      const guess = [0, left, up, (left + up) >> 1, predict(left, up, corner)][filter]!
      rows[row * stride + i] = raw[row * (stride + 1) + 1 + i]! + guess
    }
  }
  const pixels = rows.filter((_, i) => i % channels < 3)
  return { width, height, pixels }
}

/** Paeth's filter: the neighbour nearest to left + up − corner. */
function predict(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner)
  const toUp = Math.abs(left - corner)
  const toCorner = Math.abs(left + up - 2 * corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}
