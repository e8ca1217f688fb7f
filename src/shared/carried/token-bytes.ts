/**
 * The tokens of one layer as bytes: the sets of positions that are there, then the packed codes
 * (`storyboard/packed-codes.ts`). Codes that the mask's rule gives back (a copy of the latent frame before, or 0) are left
 * out: on still scenes that is most of the detail.
 */
import { packCodes, unpackCodes } from '../storyboard/packed-codes.ts'
import { fillMasked } from '../tokens/mask.ts'
import { packBits, unpackBits } from '../tokens/bit-set.ts'
import { countCells } from '../tokens/layout.ts'
import type { LayerShape, LayerTokens } from '../storyboard/take.ts'

/** Which sets there are, and which codes are left out. */
const flag = { masked: 1, locked: 2, stale: 4, repeatsLeftOut: 8, zerosLeftOut: 16 } as const
const sets = ['masked', 'locked', 'stale'] as const
/** Bytes before the codes in `packed-codes.ts`. */
const packCodesHeader = 6
const leavingOut = flag.repeatsLeftOut | flag.zerosLeftOut

/** Puts back what was left out. */
function restore(codes: number[], masked: Uint8Array, shape: LayerShape, flags: number): void {
  fillMasked(codes, masked, shape.grid[1] * shape.grid[2], flags & flag.zerosLeftOut ? 'zero' : 'repeat')
}

/** The flags of a layer: leaves codes out only where all of them come back. */
export function chooseFlags(shape: LayerShape, tokens: LayerTokens): number {
  let flags = 0
  for (const set of sets) if (tokens[set] !== null) flags |= flag[set]
  const masked = tokens.masked === null ? null : unpackBits(tokens.masked, tokens.codes.length)
  if (masked === null) return flags
  const rule = [flag.repeatsLeftOut, flag.zerosLeftOut].find((leftOut) => {
    const restored = tokens.codes.map((code, i) => (masked[i] === 1 ? -1 : code))
    restore(restored, masked, shape, leftOut)
    return restored.every((code, i) => code === tokens.codes[i])
  })
  return flags | (rule ?? 0)
}

/**
 * A layer's bytes.
 * @param flags as `chooseFlags` gave them
 * @throws RangeError where the tokens do not fit the shape
 */
export function writeTokens(shape: LayerShape, tokens: LayerTokens, flags: number): Uint8Array[] {
  const count = countCells(shape.grid)
  if (tokens.codes.length !== count) {
    throw new RangeError(`write the tokens: layer ${shape.index} has ${tokens.codes.length} codes instead of ${count}`)
  }
  const pieces: Uint8Array[] = []
  let masked: Uint8Array | null = null
  for (const set of sets) {
    const text = tokens[set]
    if (text === null) continue
    const positions = unpackBits(text, count)
    if (positions === null) throw new RangeError(`write the tokens: ${set} of layer ${shape.index} is not ${count} bits`)
    if (set === 'masked') masked = positions
    pieces.push(toBytes(positions))
  }
  const kept = flags & leavingOut && masked !== null ? tokens.codes.filter((_, i) => masked[i] === 0) : tokens.codes
  return [...pieces, packCodes(kept, shape.bits)]
}

/**
 * A layer's tokens again.
 * @returns the tokens and how many bytes they took; null where the bytes are not what `writeTokens` writes
 */
export function readTokens(
  shape: LayerShape,
  flags: number,
  bytes: Uint8Array
): { tokens: LayerTokens; size: number } | null {
  const count = countCells(shape.grid)
  const setBytes = Math.ceil(count / 8)
  const found: Record<(typeof sets)[number], string | null> = { masked: null, locked: null, stale: null }
  let masked: Uint8Array | null = null
  let place = 0
  for (const set of sets) {
    if (!(flags & flag[set])) continue
    if (bytes.length < place + setBytes) return null
    const positions = fromBytes(bytes.subarray(place, place + setBytes), count)
    if (set === 'masked') masked = positions
    found[set] = packBits(positions)
    place += setBytes
  }
  if (flags & leavingOut && masked === null) return null
  // Before anything is as large as the shape says: a file may say whatever it likes.
  const expected = flags & leavingOut ? place : place + packCodesHeader + Math.ceil((count * shape.bits) / 8)
  if (bytes.length < expected) return null
  const isKept = (position: number): boolean => !(flags & leavingOut) || masked?.[position] === 0
  let keptCount = 0
  for (let i = 0; i < count; i++) if (isKept(i)) keptCount += 1
  const size = place + packCodesHeader + Math.ceil((keptCount * shape.bits) / 8)
  const packed = bytes.length < size ? null : unpackCodes(bytes.subarray(place, size))
  if (packed === null || packed.codes.length !== keptCount || packed.bits !== shape.bits) return null
  let next = 0
  const codes = Array.from({ length: count }, (_, i) => (isKept(i) ? (packed.codes[next++] ?? 0) : -1))
  if (flags & leavingOut && masked !== null) restore(codes, masked, shape, flags)
  return codes.includes(-1) ? null : { tokens: { layer: shape.index, codes, ...found }, size }
}

function toBytes(flags: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(flags.length / 8))
  flags.forEach((isIn, i) => {
    if (isIn) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7))
  })
  return bytes
}

function fromBytes(bytes: Uint8Array, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1)
}
