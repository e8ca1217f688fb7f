/** Sets of raster positions as bytes: bit `i` is bit `i mod 8` of byte `⌊i / 8⌋`, as in `tokens/bit-set.ts`. */
import { packBits, unpackBits } from '../tokens/bit-set.ts'

/** Positions of a set of `count` places. */
export function readPositions(bytes: Uint8Array, count: number): number[] {
  const positions: number[] = []
  for (let i = 0; i < count; i++) if (((bytes[i >> 3] ?? 0) >> (i & 7)) & 1) positions.push(i)
  return positions
}

/** The set of some positions; positions outside `0 … count − 1` are left out. */
export function writePositions(positions: Iterable<number>, count: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(count / 8))
  for (const position of positions) {
    if (position < 0 || position >= count) continue
    bytes[position >> 3] = (bytes[position >> 3] ?? 0) | (1 << (position & 7))
  }
  return bytes
}

/** How many places are in the set. */
export function countPositions(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/** Positions of base64 bits; null: none. Throws a RangeError where the text is not exactly `count` bits. */
export function positionsOf(text: string | null, count: number): number[] {
  if (text === null) return []
  const flags = unpackBits(text, count)
  if (flags === null) throw new RangeError(`this is not base64 of ${count} bits`)
  const positions: number[] = []
  flags.forEach((flag, i) => {
    if (flag !== 0) positions.push(i)
  })
  return positions
}

/** Base64 bits of positions; null: there are none. */
export function toBits(positions: Iterable<number>, count: number): string | null {
  const flags = new Uint8Array(count)
  let isEmpty = true
  for (const position of positions) {
    if (position < 0 || position >= count) continue
    flags[position] = 1
    isEmpty = false
  }
  return isEmpty ? null : packBits(flags)
}
