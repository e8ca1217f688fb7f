/**
 * XMP in WebM and Matroska: a tag named `XMP` for the whole file (Matroska tags, RFC 9559), in a Tags element of its own at
 * the end of the segment, so that no position in the file changes.
 */
import type { FileHandle } from 'node:fs/promises'
import { largestPacketBytes, mostParts, readAt, writeAt } from './file-bytes.ts'

const ids = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  tags: 0x1254c367,
  tag: 0x7373,
  targets: 0x63c0,
  simpleTag: 0x67c8,
  name: 0x45a3,
  text: 0x4487
}
const tagName = 'XMP'

interface Element {
  readonly id: number
  /** Where its content begins and ends; `end` is Infinity where the size is not known. */
  readonly start: number
  readonly end: number
  /** Where the size stands, and in how many bytes. */
  readonly sizeAt: number
  readonly sizeBytes: number
}

function writeElement(id: number, content: Uint8Array): Buffer {
  const name = Buffer.from(id.toString(16).padStart(2, '0'), 'hex')
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE((1n << 56n) | BigInt(content.length))
  return Buffer.concat([name, size, content])
}

/** Length of a variable-size integer, from its first byte; 0: it is none. */
const lengthOf = (first: number): number => (first === 0 ? 0 : Math.clz32(first) - 23)

/** The element at a place; null: there is none. */
function parseElement(bytes: Buffer, offset: number, place: number): Element | null {
  const idBytes = lengthOf(bytes[offset] ?? 0)
  if (idBytes === 0 || idBytes > 4 || bytes.length < offset + idBytes + 1) return null
  const sizeBytes = lengthOf(bytes[offset + idBytes] ?? 0)
  if (sizeBytes === 0 || bytes.length < offset + idBytes + sizeBytes) return null
  let size = BigInt((bytes[offset + idBytes] ?? 0) & (0xff >> sizeBytes))
  for (let i = 1; i < sizeBytes; i++) size = (size << 8n) | BigInt(bytes[offset + idBytes + i] ?? 0)
  const isUnknown = size === (1n << BigInt(7 * sizeBytes)) - 1n
  const start = place + idBytes + sizeBytes
  return {
    id: bytes.readUIntBE(offset, idBytes),
    start,
    end: isUnknown ? Number.POSITIVE_INFINITY : start + Number(size),
    sizeAt: place + idBytes,
    sizeBytes
  }
}

async function readElement(file: FileHandle, place: number): Promise<Element | null> {
  return parseElement(await readAt(file, place, 12), 0, place)
}

async function findSegment(file: FileHandle): Promise<Element | null> {
  const header = await readElement(file, 0)
  if (header?.id !== ids.header) return null
  const segment = await readElement(file, header.end)
  return segment?.id === ids.segment ? segment : null
}

/** Appends the packet. Returns false where the file is not laid out as expected. */
export async function writeWebmXmp(file: FileHandle, packet: Uint8Array): Promise<boolean> {
  const { size } = await file.stat()
  const segment = await findSegment(file)
  if (segment === null) return false
  const isEndKnown = Number.isFinite(segment.end)
  if (isEndKnown && (segment.end !== size || segment.sizeBytes !== 8)) return false
  const simpleTag = Buffer.concat([writeElement(ids.name, Buffer.from(tagName)), writeElement(ids.text, packet)])
  const tag = Buffer.concat([writeElement(ids.targets, Buffer.alloc(0)), writeElement(ids.simpleTag, simpleTag)])
  const tags = writeElement(ids.tags, writeElement(ids.tag, tag))
  await writeAt(file, tags, size)
  if (isEndKnown) {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64BE((1n << 56n) | BigInt(size + tags.length - segment.start))
    await writeAt(file, bytes, segment.sizeAt)
  }
  return true
}

/** Elements that lie side by side in some bytes. */
function listElements(bytes: Buffer, start: number, end: number): Element[] {
  const elements: Element[] = []
  let place = start
  while (place < end && elements.length < mostParts) {
    const element = parseElement(bytes, place, place)
    if (element === null || element.end > end) break
    elements.push(element)
    place = element.end
  }
  return elements
}

/** The last packet of the file; null: there is none. */
export async function readWebmXmp(file: FileHandle): Promise<Buffer | null> {
  const { size } = await file.stat()
  const segment = await findSegment(file)
  if (segment === null) return null
  let found: Buffer | null = null
  let place = segment.start
  for (let part = 0; part < mostParts && place < Math.min(segment.end, size); part++) {
    const element = await readElement(file, place)
    if (element === null || element.end > size) break
    if (element.id === ids.tags && element.end - element.start <= largestPacketBytes) {
      found = findTag(await readAt(file, element.start, element.end - element.start)) ?? found
    }
    place = element.end
  }
  return found
}

function findTag(tags: Buffer): Buffer | null {
  const within = (parent: Element): Element[] => listElements(tags, parent.start, parent.end)
  for (const tag of listElements(tags, 0, tags.length).filter(({ id }) => id === ids.tag)) {
    for (const simple of within(tag).filter(({ id }) => id === ids.simpleTag)) {
      const parts = within(simple)
      const name = parts.find(({ id }) => id === ids.name)
      const text = parts.find(({ id }) => id === ids.text)
      if (name === undefined || text === undefined) continue
      if (tags.toString('utf8', name.start, name.end) === tagName) return tags.subarray(text.start, text.end)
    }
  }
  return null
}
