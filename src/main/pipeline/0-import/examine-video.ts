/**
 * Looks into a video without decoding it. Everything that comes from outside is hostile: the format is decided here, by
 * content, and ffmpeg is told which one to read, so that a playlist or a page named .mp4 never reaches it.
 */
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { readAt } from '../5-export/containers/file-bytes.ts'
import { pngSignature } from '../5-export/containers/png-xmp.ts'
import { probeContainer } from './probe-container.ts'
import { refuseFile } from './refuse-file.ts'
import type { ExaminedVideo } from '../../../shared/contract/import.ts'

/** A video as ffmpeg must be told to read it. */
export interface ReadableVideo extends ExaminedVideo {
  readonly demuxer: 'mov' | 'matroska' | 'gif' | 'image2pipe'
  /** Of pictures one after the other. */
  readonly decoder: 'png' | 'mjpeg' | null
  readonly mediaType: string
}

/** 8K is 33 million pixels; above it, frames are too large to be read in a bounded time and memory. */
const mostPixels = 40_000_000
const longestSide = 16_384
const anotherFormat = 'Choose an MP4, MOV, WebM, MKV or GIF file, or PNG or JPEG pictures'

function checkSize(width: number, height: number): void {
  if (width < 1 || height < 1) throw refuseFile('it says that it has no pixels', 'Choose another file')
  if (width > longestSide || height > longestSide || width * height > mostPixels) {
    throw refuseFile(`its pictures have ${width} × ${height} pixels`, 'Make it smaller first: 8K is the most')
  }
}

/**
 * What a file is.
 * @throws FileError where it is no video that can be read
 */
export async function examineVideo(path: string): Promise<ReadableVideo> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw refuseFile('it cannot be opened', 'Check that it is there and that it may be read', error)
  })
  try {
    if (!(await file.stat()).isFile()) throw refuseFile('it is not a file', 'Choose a file')
    const head = await readAt(file, 0, 32)
    if (head.length === 0) throw refuseFile('it is empty', 'Choose another file')
    if (/^GIF8[79]a/.test(head.toString('latin1', 0, 6))) return examineGif(head)
    const pictures = await examinePictures(file, head)
    if (pictures !== null) return pictures
  } finally {
    await file.close()
  }
  return examineContainer(path)
}

function examineGif(head: Buffer): ReadableVideo {
  if (head.length < 10) throw refuseFile('it is cut off', 'Choose another file')
  const width = head.readUInt16LE(6)
  const height = head.readUInt16LE(8)
  checkSize(width, height)
  return {
    container: 'gif', durationSeconds: null, framesPerSecond: null, width, height, codec: 'gif', images: null,
    demuxer: 'gif', decoder: null, mediaType: 'image/gif'
  }
}

/** Size of a JPEG, from its frame header; null: it has none in the first part of the file. */
export function measureJpeg(bytes: Buffer): { width: number; height: number } | null {
  let place = 2
  while (place + 9 < bytes.length) {
    if (bytes[place] !== 0xff) return null
    const marker = bytes[place + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(place + 5), width: bytes.readUInt16BE(place + 7) }
    place += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(place + 2)
  }
  return null
}

/** One picture, or several one after the other; null: these are none. */
async function examinePictures(file: FileHandle, head: Buffer): Promise<ReadableVideo | null> {
  const shared = { container: 'images' as const, durationSeconds: null, framesPerSecond: null, codec: null, images: null, demuxer: 'image2pipe' as const }
  if (head.subarray(0, 8).equals(pngSignature)) {
    if (head.length < 24) throw refuseFile('it is cut off', 'Choose another file')
    const [width, height] = [head.readUInt32BE(16), head.readUInt32BE(20)]
    checkSize(width, height)
    return { ...shared, width, height, decoder: 'png', mediaType: 'image/png' }
  }
  if (head.readUIntBE(0, Math.min(3, head.length)) !== 0xffd8ff) return null
  const size = measureJpeg(await readAt(file, 0, 2 ** 20))
  if (size === null) throw refuseFile('it is a damaged JPEG', 'Choose another file')
  checkSize(size.width, size.height)
  return { ...shared, ...size, decoder: 'mjpeg', mediaType: 'image/jpeg' }
}

async function examineContainer(path: string): Promise<ReadableVideo> {
  const found = await probeContainer(path)
  if (found === null) throw refuseFile('it is no video that the studio knows', anotherFormat)
  if (found === 'no-picture') throw refuseFile('there is no picture in it', 'Choose a file with a video track')
  checkSize(found.width, found.height)
  checkSize(found.codedWidth, found.codedHeight)
  const { container, demuxer, mediaType, width, height, codec } = found
  return {
    container, demuxer, mediaType, width, height, codec,
    durationSeconds: toNumber(found.durationSeconds),
    framesPerSecond: toNumber(found.framesPerSecond),
    images: null, decoder: null
  }
}

/** A positive number, or null for what a damaged file says instead. */
function toNumber(value: number | null): number | null {
  return value !== null && Number.isFinite(value) && value > 0 ? value : null
}
