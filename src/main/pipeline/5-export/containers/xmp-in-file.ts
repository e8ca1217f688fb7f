/** XMP packets in the files that the studio writes, whatever their container. */
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { ExportError } from '../../../../shared/errors.ts'
import { isCarried, readCarried } from '../../../../shared/carried/carried-bytes.ts'
import { findCarriedText } from '../../../../shared/carried/carried-text.ts'
import { findStoryboardText } from '../../../../shared/carried/xmp.ts'
import type { CarriedStoryboard } from '../../../../shared/carried/carried-storyboard.ts'
import { largestPacketBytes, readAt } from './file-bytes.ts'
import { readGifXmp, writeGifXmp } from './gif-xmp.ts'
import { readMp4Xmp, writeMp4Xmp } from './mp4-xmp.ts'
import { pngSignature, readPngXmp } from './png-xmp.ts'
import { readWebmXmp, writeWebmXmp } from './webm-xmp.ts'

export type Container = 'mp4' | 'webm' | 'gif'

/**
 * Adds the packet to a finished file that nobody else has open.
 * @throws ExportError where the file is not laid out as ffmpeg writes it
 */
export async function writeXmpInto(path: string, container: Container, packet: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    const bytes = Buffer.from(packet, 'utf8')
    if (container === 'mp4') await writeMp4Xmp(file, bytes)
    const isWritten =
      container === 'mp4' || (await (container === 'gif' ? writeGifXmp(file, bytes) : writeWebmXmp(file, bytes)))
    if (isWritten) return
    throw new ExportError({
      operation: 'write the metadata',
      reason: `the ${container} file is not laid out as expected`,
      remedy: 'Use the ffmpeg that came with the studio, or leave the metadata out'
    })
  } finally {
    await file.close()
  }
}

async function readPacket(file: FileHandle, head: Buffer): Promise<Buffer | null> {
  if (head.subarray(0, 8).equals(pngSignature)) return readPngXmp(file)
  if (/^GIF8[79]a/.test(head.toString('latin1', 0, 6))) return readGifXmp(file)
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return readWebmXmp(file)
  // The first box is `ftyp` in what the studio writes, but other programs may have put another before it.
  return /^[a-z]{4}$/.test(head.toString('latin1', 4, 8)) ? readMp4Xmp(file) : null
}

/**
 * What a file carries, by its content: its name does not matter.
 * @returns null where it carries nothing
 * @throws InvalidInputError where what it carries is damaged
 */
export async function readCarriedFrom(path: string): Promise<CarriedStoryboard | null> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = await readAt(file, 0, 16)
    if (isCarried(head)) return size > largestPacketBytes ? null : readCarried(await readAt(file, 0, size))
    if (head.toString('latin1').startsWith('hitvideo:')) {
      return size > largestPacketBytes ? null : findCarriedText((await readAt(file, 0, size)).toString('utf8'))
    }
    const packet = await readPacket(file, head)
    const text = packet === null ? null : findStoryboardText(packet.toString('utf8'))
    return text === null ? null : findCarriedText(text)
  } finally {
    await file.close()
  }
}
