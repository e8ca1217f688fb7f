/** Sound bytes → damaged ones. Pure: a generator in the same state damages in the same way. */
import type { Random } from '../draw-json.ts'

export interface Damage {
  readonly name: string
  readonly apply: (bytes: Buffer, below: (end: number) => number) => Buffer
}

const extremes = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff]

/** Where times, rates, counts, sizes and places stand: after these marks. */
const marks = [
  ...['mvhd', 'tkhd', 'mdhd', 'stts', 'stsz', 'stsc', 'stco', 'avcC', 'stsd', 'trun', 'uuid'].map((name) => Buffer.from(name)),
  // Matroska: DefaultDuration, TimestampScale, Duration, PixelWidth, Cluster, Tags.
  ...['23e383', '2ad7b1', '4489', 'b0', '1f43b675', '1254c367'].map((id) => Buffer.from(id, 'hex')),
  // GIF: a frame's delay, a frame; JPEG: tables and the frame; PNG: chunks.
  ...['21f904', '2c', 'ffc4', 'ffc0'].map((mark) => Buffer.from(mark, 'hex')),
  ...['IHDR', 'IDAT', 'iTXt'].map((name) => Buffer.from(name))
]

/** Fields whose zero means no frames a second, as offsets from the end of their mark. */
const rates = [
  { mark: Buffer.from('mdhd'), offset: 12, bytes: 4 },
  { mark: Buffer.from('mvhd'), offset: 12, bytes: 4 },
  { mark: Buffer.from('stts'), offset: 12, bytes: 4 },
  { mark: Buffer.from('23e383', 'hex'), offset: 1, bytes: 4 },
  { mark: Buffer.from('2ad7b1', 'hex'), offset: 1, bytes: 3 },
  { mark: Buffer.from('21f904', 'hex'), offset: 1, bytes: 2 }
] as const

function change(bytes: Buffer, edit: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes)
  edit(copy)
  return copy
}

function placesOf(bytes: Buffer, mark: Buffer): number[] {
  const places: number[] = []
  for (let place = bytes.indexOf(mark); place >= 0 && places.length < 200; place = bytes.indexOf(mark, place + 1)) {
    places.push(place + mark.length)
  }
  return places
}

function writeNumber(bytes: Buffer, value: number, place: number): void {
  if (place >= 0 && place + 4 <= bytes.length) bytes.writeUInt32BE(value, place)
}

export const damages: readonly Damage[] = [
  { name: 'cut', apply: (bytes, below) => bytes.subarray(0, below(bytes.length)) },
  {
    name: 'bits turned over',
    apply: (bytes, below) =>
      change(bytes, (copy) => {
        for (let i = 0; i < 1 + below(30); i++) copy[below(copy.length)]! ^= 1 << below(8)
      })
  },
  {
    name: 'head overwritten',
    apply: (bytes, below) =>
      change(bytes, (copy) => {
        for (let i = 0; i < 1 + below(8); i++) copy[below(Math.min(2000, copy.length))] = below(256)
      })
  },
  {
    name: 'zeros',
    apply: (bytes, below) =>
      change(bytes, (copy) => {
        const from = below(copy.length)
        copy.fill(0, from, Math.min(copy.length, from + below(copy.length)))
      })
  },
  {
    name: 'a piece missing',
    apply: (bytes, below) => {
      const place = below(bytes.length)
      return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + below(400))])
    }
  },
  {
    name: 'a piece twice',
    apply: (bytes, below) => {
      const place = below(bytes.length)
      return Buffer.concat([bytes.subarray(0, place), bytes.subarray(Math.max(0, place - below(4000)))])
    }
  },
  {
    name: 'an extreme number',
    apply: (bytes, below) => change(bytes, (copy) => writeNumber(copy, extremes[below(extremes.length)]!, below(copy.length)))
  },
  {
    name: 'an extreme field',
    apply: (bytes, below) => {
      const places = marks.flatMap((mark) => placesOf(bytes, mark))
      return change(bytes, (copy) => {
        if (places.length > 0) writeNumber(copy, extremes[below(extremes.length)]!, places[below(places.length)]! + below(28))
      })
    }
  },
  {
    name: 'no frames a second',
    apply: (bytes) =>
      change(bytes, (copy) => {
        for (const { mark, offset, bytes: length } of rates) {
          for (const place of placesOf(bytes, mark)) copy.fill(0, place + offset, place + offset + length)
        }
      })
  }
]

/** Files that were never videos. */
export const impostors: readonly { readonly name: string; readonly make: (random: Random) => Buffer }[] = [
  { name: 'a page', make: () => Buffer.from('<!doctype html><html><body><video src="file:///etc/passwd"></body></html>'.repeat(40)) },
  { name: 'nothing', make: () => Buffer.alloc(0) },
  { name: 'one byte', make: (random) => Buffer.from([Math.floor(random() * 256)]) },
  { name: 'zeros only', make: (random) => Buffer.alloc(1 + Math.floor(random() * 100_000)) },
  { name: 'noise', make: (random) => Buffer.from(Array.from({ length: 5000 }, () => Math.floor(random() * 256))) },
  { name: 'a playlist', make: () => Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n') },
  { name: 'a list for concatenation', make: () => Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n") },
  { name: 'an SVG', make: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>') },
  { name: 'a storyboard without its tokens', make: () => Buffer.from(`HVT1${'x'.repeat(300)}`) },
  { name: 'a storyboard as broken text', make: () => Buffer.from(`hitvideo:${'A'.repeat(3000)}`) },
  { name: 'a sound', make: () => Buffer.concat([Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt ', 'latin1'), Buffer.alloc(200)]) }
]
