/** XMP in PNG: an iTXt chunk with the keyword `XML:com.adobe.xmp`, right after the header (PNG, third edition, 11.3.3.3). */
import type { FileHandle } from 'node:fs/promises'
import { largestPacketBytes, mostParts, readAt } from './file-bytes.ts'
import { writeChunk } from './png-chunk.ts'

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const headerEnd = 33
const keyword = Buffer.from('XML:com.adobe.xmp\0', 'latin1')
/** Not compressed, no language, no translated keyword. */
const textHead = Buffer.concat([keyword, Buffer.from([0, 0, 0, 0])])

/** The picture with the packet. */
export function addPngXmp(png: Uint8Array, packet: Uint8Array): Buffer {
  return Buffer.concat([
    png.subarray(0, headerEnd),
    writeChunk('iTXt', Buffer.concat([textHead, packet])),
    png.subarray(headerEnd)
  ])
}

/** The packet of a picture; null: there is none. */
export async function readPngXmp(file: FileHandle): Promise<Buffer | null> {
  const { size } = await file.stat()
  let place = pngSignature.length
  for (let part = 0; part < mostParts; part++) {
    const header = await readAt(file, place, 8)
    if (header.length < 8) return null
    const length = header.readUInt32BE(0)
    const type = header.toString('latin1', 4, 8)
    if (type === 'IEND' || length > largestPacketBytes || place + length > size) return null
    if (type === 'iTXt') {
      const data = await readAt(file, place + 8, length)
      if (data.length === length && data.subarray(0, keyword.length).equals(keyword))
        return data.subarray(textHead.length)
    }
    place += 12 + length
  }
  return null
}

/** The length of the PNG that begins the bytes; null: it does not end in them yet. */
export function measurePng(bytes: Buffer): number | null {
  let place = pngSignature.length
  for (;;) {
    if (bytes.length < place + 12) return null
    const end = place + 12 + bytes.readUInt32BE(place)
    if (bytes.length < end) return null
    if (bytes.toString('latin1', place + 4, place + 8) === 'IEND') return end
    place = end
  }
}
