/** Bytes of an open file, for the readers and writers of containers. */
import type { FileHandle } from 'node:fs/promises'

/** `length` bytes from `position`; fewer where the file ends, none at a place that no file has. */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  // A damaged size leads anywhere; to Node, -1 would mean the place after the last read.
  if (position < 0 || position > Number.MAX_SAFE_INTEGER) return Buffer.alloc(0)
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

/** Writes all of the bytes at `position`. */
export async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten
  }
}

/** A packet larger than this is none of ours. */
export const largestPacketBytes = 128 * 2 ** 20
/** Parts of a file that are looked at before giving up: a file made to have millions of tiny parts ends here. */
export const mostParts = 100_000
