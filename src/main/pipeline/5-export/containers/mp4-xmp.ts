/**
 * XMP in MP4 and MOV: a `uuid` box at the top level (ISO 16684-3), put at the end, so that no offset in the file changes.
 */
import type { FileHandle } from 'node:fs/promises'
import { largestPacketBytes, mostParts, readAt, writeAt } from './file-bytes.ts'

const xmpUuid = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex')
const headerBytes = 24

/** Appends the packet. */
export async function writeMp4Xmp(file: FileHandle, packet: Uint8Array): Promise<void> {
  const header = Buffer.alloc(headerBytes)
  header.writeUInt32BE(headerBytes + packet.length, 0)
  header.write('uuid', 4, 'latin1')
  xmpUuid.copy(header, 8)
  const { size } = await file.stat()
  await writeAt(file, Buffer.concat([header, packet]), size)
}

/** The last packet of the file; null: there is none. */
export async function readMp4Xmp(file: FileHandle): Promise<Buffer | null> {
  const { size } = await file.stat()
  let found: Buffer | null = null
  let place = 0
  for (let part = 0; part < mostParts && place + 8 <= size; part++) {
    const header = await readAt(file, place, headerBytes)
    if (header.length < 8) break
    const short = header.readUInt32BE(0)
    // 1: the size stands in the next 8 bytes; 0: the box goes on to the end of the file.
    const bytes =
      short === 1 ? Number(header.length < 16 ? 0n : header.readBigUInt64BE(8)) : short === 0 ? size - place : short
    if (bytes < 8 || place + bytes > size) break
    const isXmp =
      header.toString('latin1', 4, 8) === 'uuid' && short > headerBytes && header.subarray(8, 24).equals(xmpUuid)
    if (isXmp && bytes <= largestPacketBytes) found = await readAt(file, place + headerBytes, bytes - headerBytes)
    place += bytes
  }
  return found
}
