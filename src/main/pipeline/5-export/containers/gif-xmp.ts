/**
 * XMP in GIF: the application extension `XMP DataXMP` (XMP specification, part 3), put before the trailer. Its text stands
 * there as it is, not in sub-blocks; the "magic trailer" after it leads readers that step through sub-blocks to its end.
 */
import type { FileHandle } from 'node:fs/promises'
import { largestPacketBytes, readAt, writeAt } from './file-bytes.ts'

const trailer = 0x3b
const opening = Buffer.concat([Buffer.from([0x21, 0xff, 0x0b]), Buffer.from('XMP DataXMP', 'latin1')])
/** 1, 255, 254, …, 0, 0: whatever byte of it a reader takes for a length, it arrives at the end. */
const magic = Buffer.from([1, ...Array.from({ length: 256 }, (_, i) => 255 - i), 0])

/** Puts the packet before the trailer. Returns false where the file does not end as a GIF does. */
export async function writeGifXmp(file: FileHandle, packet: Uint8Array): Promise<boolean> {
  const { size } = await file.stat()
  const last = await readAt(file, size - 1, 1)
  if (last[0] !== trailer) return false
  await writeAt(file, Buffer.concat([opening, packet, magic, Buffer.from([trailer])]), size - 1)
  return true
}

/** The packet at the end of the file; null: there is none. */
export async function readGifXmp(file: FileHandle): Promise<Buffer | null> {
  const { size } = await file.stat()
  // Packets of ours stand last, and nearly all of them are small.
  for (const length of [65_536, largestPacketBytes]) {
    const tail = await readAt(file, Math.max(0, size - length), Math.min(size, length))
    const start = tail.lastIndexOf(opening)
    const end = start < 0 ? -1 : tail.indexOf(magic, start)
    if (end >= 0) return tail.subarray(start + opening.length, end)
    if (length >= size) break
  }
  return null
}
