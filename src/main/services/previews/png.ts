/** Writes PNG files (RFC 2083) of 8-bit RGB without a library: signature, header, one block of data, end. */
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import { writeChunk } from '../../pipeline/5-export/containers/png-chunk.ts'

const compress = promisify(deflate)
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** 8 bits a channel, RGB, the standard compression and filters, not interlaced. */
const format = Buffer.from([8, 2, 0, 0, 0])
/** "Sub": each byte less the one of the pixel to the left, which flat pictures turn into runs of zeros. */
const subFilter = 1

function filterRows(pixels: Uint8Array, height: number, width: number): Uint8Array {
  const stride = width * 3
  const rows = new Uint8Array(height * (stride + 1))
  for (let row = 0; row < height; row++) {
    const from = row * stride
    const to = row * (stride + 1)
    rows[to] = subFilter
    for (let i = 0; i < stride; i++) {
      rows[to + 1 + i] = (pixels[from + i] ?? 0) - (i < 3 ? 0 : (pixels[from + i - 3] ?? 0))
    }
  }
  return rows
}

/**
 * A PNG of rgb24 pixels `[height, width, 3]`. Compression runs on another thread.
 * @throws RangeError where there are not as many bytes as pixels
 */
export async function encodePng(pixels: Uint8Array, height: number, width: number): Promise<Buffer> {
  if (pixels.length !== height * width * 3) {
    throw new RangeError(`encode a picture: ${pixels.length} bytes are not ${width} × ${height} pixels`)
  }
  const header = Buffer.alloc(8)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const data = await compress(filterRows(pixels, height, width), { level: 4 })
  return Buffer.concat([
    signature,
    writeChunk('IHDR', Buffer.concat([header, format])),
    writeChunk('IDAT', data),
    writeChunk('IEND', Buffer.alloc(0))
  ])
}
