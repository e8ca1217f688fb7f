/** A folder as one ZIP (APPNOTE 6.3), not compressed: what goes in is compressed already. */
import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { ExportError } from '../../../shared/errors.ts'

interface Entry {
  readonly name: Buffer
  readonly crc: number
  readonly bytes: number
  readonly offset: number
}

/** Names are UTF-8. */
const flags = 0x0800
const version = 20
/** Beyond it ZIP64 would be needed. */
const largestZip = 2 ** 32 - 1
const mostEntries = 65_535

async function listFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  return names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).toSorted()
}

function writeHead({ name, crc, bytes }: Omit<Entry, 'offset'>): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(version, 4)
  head.writeUInt16LE(flags, 6)
  // The oldest date there is: an archive of the same files is the same archive.
  head.writeUInt16LE(0x21, 12)
  head.writeUInt32LE(crc, 14)
  head.writeUInt32LE(bytes, 18)
  head.writeUInt32LE(bytes, 22)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name])
}

function writeDirectory(entries: readonly Entry[], offset: number): Buffer {
  const records = entries.map(({ name, crc, bytes, offset: at }) => {
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE(version, 4)
    record.writeUInt16LE(version, 6)
    record.writeUInt16LE(flags, 8)
    record.writeUInt16LE(0x21, 14)
    record.writeUInt32LE(crc, 16)
    record.writeUInt32LE(bytes, 20)
    record.writeUInt32LE(bytes, 24)
    record.writeUInt16LE(name.length, 28)
    record.writeUInt32LE(at, 42)
    return Buffer.concat([record, name])
  })
  const directory = Buffer.concat(records)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([directory, end])
}

/**
 * Writes the archive.
 * @throws ExportError where it would have 4 GB or more, or over 65,535 files
 */
export async function writeZip(folder: string, target: string, signal: AbortSignal): Promise<void> {
  const files = await listFiles(folder)
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  const total = sizes.reduce((sum, size) => sum + size + 512, 0)
  if (total > largestZip || files.length > mostEntries) {
    throw new ExportError({ operation: 'write the archive', reason: 'it would be too large for a ZIP', remedy: 'Export fewer shots at once' })
  }
  const out = createWriteStream(target)
  const put = async (bytes: Uint8Array): Promise<void> => {
    signal.throwIfAborted()
    if (!out.write(bytes)) await once(out, 'drain', { signal })
  }
  const entries: Entry[] = []
  let offset = 0
  try {
    for (const file of files) {
      const name = Buffer.from(relative(folder, file).split(sep).join('/'))
      let crc = 0
      let bytes = 0
      for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
        crc = crc32(piece, crc)
        bytes += piece.length
      }
      const head = writeHead({ name, crc, bytes })
      await put(head)
      for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) await put(piece)
      entries.push({ name, crc, bytes, offset })
      offset += head.length + bytes
    }
    await put(writeDirectory(entries, offset))
  } finally {
    out.end()
    await finished(out)
  }
}
