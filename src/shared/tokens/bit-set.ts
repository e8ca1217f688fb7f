/** Sets of raster positions as base64 bits: how a take's mask is stored. Bit `i` is bit `i mod 8` of byte `⌊i / 8⌋`. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Packs flags (1: in the set) into base64. */
export function packBits(flags: ArrayLike<number>): string {
  const bytes = new Uint8Array(Math.ceil(flags.length / 8))
  for (let i = 0; i < flags.length; i++) if (flags[i]) bytes[i >> 3]! |= 1 << (i & 7)
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += alphabet[word >> 18]! + alphabet[(word >> 12) & 63]!
    text += left > 1 ? alphabet[(word >> 6) & 63]! : '='
    text += left > 2 ? alphabet[word & 63]! : '='
  }
  return text
}

/**
 * Flags of base64 bits.
 * @returns `count` flags, or null where the text is not base64 of exactly that many bits
 */
export function unpackBits(text: string, count: number): Uint8Array | null {
  const length = Math.ceil(count / 8)
  if (text.length !== Math.ceil(length / 3) * 4) return null
  const body = text.replace(/={1,2}$/, '')
  if (Math.floor((body.length * 6) / 8) !== length) return null
  const flags = new Uint8Array(length * 8)
  for (let i = 0; i < body.length; i++) {
    const six = alphabet.indexOf(body[i]!)
    if (six < 0) return null
    for (let bit = 0; bit < 6; bit++) {
      const place = i * 6 + bit
      // Base64 is most significant bit first; the set counts bits of a byte from the least significant.
      const index = (place >> 3) * 8 + (7 - (place & 7))
      if ((six >> (5 - bit)) & 1 && index < flags.length) flags[index] = 1
    }
  }
  return flags.subarray(0, count)
}
