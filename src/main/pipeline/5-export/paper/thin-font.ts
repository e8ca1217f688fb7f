/**
 * A TrueType font without the outlines that nobody draws. Glyphs keep their numbers, so that everything else in the font
 * stays true (the subsets of `@pdf-lib/fontkit` renumber them, and lose letters on the way).
 */

/** Tables that a PDF needs; left out are kerning, ligatures and the like, which its writer does not use. */
const keptTables = ['OS/2', 'cmap', 'cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post', 'prep']

interface Table {
  readonly tag: string
  readonly bytes: Buffer
}

function readTables(font: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>()
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const at = 12 + i * 16
    const start = font.readUInt32BE(at + 8)
    tables.set(font.toString('latin1', at, at + 4), font.subarray(start, start + font.readUInt32BE(at + 12)))
  }
  return tables
}

/** Glyphs that a composite glyph is put together from (OpenType, `glyf`). */
function listParts(outline: Buffer): number[] {
  if (outline.length < 10 || outline.readInt16BE(0) >= 0) return []
  const parts: number[] = []
  let place = 10
  for (let isMore = true; isMore && place + 4 <= outline.length; ) {
    const flags = outline.readUInt16BE(place)
    parts.push(outline.readUInt16BE(place + 2))
    const scale = (flags & 0x08) !== 0 ? 2 : (flags & 0x40) !== 0 ? 4 : (flags & 0x80) !== 0 ? 8 : 0
    place += 4 + ((flags & 0x01) !== 0 ? 4 : 2) + scale
    isMore = (flags & 0x20) !== 0
  }
  return parts
}

const padding = (length: number): number => (4 - (length % 4)) % 4

function checksum(bytes: Buffer): number {
  let sum = 0
  const padded = Buffer.concat([bytes, Buffer.alloc(padding(bytes.length))])
  for (let place = 0; place < padded.length; place += 4) sum = (sum + padded.readUInt32BE(place)) >>> 0
  return sum
}

function writeFont(tables: readonly Table[]): Buffer {
  const head = Buffer.alloc(12 + tables.length * 16)
  const power = 2 ** Math.floor(Math.log2(tables.length))
  head.writeUInt32BE(0x00010000, 0)
  head.writeUInt16BE(tables.length, 4)
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE((tables.length - power) * 16, 10)
  const pieces: Buffer[] = [head]
  let offset = head.length
  tables.forEach(({ tag, bytes }, index) => {
    const at = 12 + index * 16
    head.write(tag, at, 'latin1')
    head.writeUInt32BE(checksum(bytes), at + 4)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(bytes.length, at + 12)
    pieces.push(bytes, Buffer.alloc(padding(bytes.length)))
    offset += bytes.length + padding(bytes.length)
  })
  return Buffer.concat(pieces)
}

/** A `cmap` of the letters alone (OpenType, format 12). */
function writeCharacterMap(glyphs: ReadonlyMap<number, number>): Buffer {
  const letters = [...glyphs].toSorted(([a], [b]) => a - b)
  const table = Buffer.alloc(28 + letters.length * 12)
  table.writeUInt16BE(1, 2)
  // Windows, all of Unicode.
  table.writeUInt16BE(3, 4)
  table.writeUInt16BE(10, 6)
  table.writeUInt32BE(12, 8)
  table.writeUInt16BE(12, 12)
  table.writeUInt32BE(table.length - 12, 16)
  table.writeUInt32BE(letters.length, 24)
  letters.forEach(([letter, glyph], index) => {
    const at = 28 + index * 12
    table.writeUInt32BE(letter, at)
    table.writeUInt32BE(letter, at + 4)
    table.writeUInt32BE(glyph, at + 8)
  })
  return table
}

/**
 * @param font TrueType, not a collection
 * @param glyphs code points of the letters that are drawn, with the numbers of their glyphs
 * @throws RangeError where it is no such font
 */
export function thinFont(font: Uint8Array, glyphs: ReadonlyMap<number, number>): Uint8Array {
  const tables = readTables(Buffer.from(font.buffer, font.byteOffset, font.byteLength))
  const take = (tag: string): Buffer => {
    const table = tables.get(tag)
    if (table === undefined) throw new RangeError(`the font has no table ${tag}: it is not TrueType`)
    return table
  }
  const [head, loca, glyf] = [Buffer.from(take('head')), take('loca'), take('glyf')]
  const count = take('maxp').readUInt16BE(4)
  const isLong = head.readInt16BE(50) === 1
  const startOf = (glyph: number): number => (isLong ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2)
  const outlineOf = (glyph: number): Buffer => glyf.subarray(startOf(glyph), startOf(glyph + 1))
  // 0 is what is drawn for a glyph that is not there. A set that grows while it is walked is walked to its new end.
  const used = new Set([0, ...glyphs.values()].filter((glyph) => glyph < count))
  for (const glyph of used) for (const part of listParts(outlineOf(glyph))) if (part < count) used.add(part)
  const outlines: Buffer[] = []
  const places = Buffer.alloc((count + 1) * 4)
  let place = 0
  for (let glyph = 0; glyph < count; glyph++) {
    places.writeUInt32BE(place, glyph * 4)
    if (!used.has(glyph)) continue
    const outline = outlineOf(glyph)
    outlines.push(outline, Buffer.alloc(padding(outline.length)))
    place += outline.length + padding(outline.length)
  }
  places.writeUInt32BE(place, count * 4)
  head.writeInt16BE(1, 50)
  tables.set('head', head).set('loca', places).set('glyf', Buffer.concat(outlines)).set('cmap', writeCharacterMap(glyphs))
  return writeFont(keptTables.flatMap((tag): Table[] => {
    const bytes = tables.get(tag)
    return bytes === undefined ? [] : [{ tag, bytes }]
  }))
}
