/**
 * Codes of a layer as bytes: version (1), bits of a code, count as 32 bits little-endian, then the codes, `bits` each,
 * least significant bit first and without gaps. A whole clip of the paper's grid takes about 5 kB.
 */
const version = 1
const headerBytes = 6

/** Codes of `bits` bits each, packed. */
export function packCodes(codes: readonly number[], bits: number): Uint8Array {
  const bytes = new Uint8Array(headerBytes + Math.ceil((codes.length * bits) / 8))
  const view = new DataView(bytes.buffer)
  view.setUint8(0, version)
  view.setUint8(1, bits)
  view.setUint32(2, codes.length, true)
  let place = headerBytes
  let held = 0
  let heldBits = 0
  for (const code of codes) {
    if (!Number.isInteger(code) || code < 0 || code >= 2 ** bits) {
      throw new RangeError(`pack codes: ${code} is not a code of ${bits} bits`)
    }
    // In two parts: 30 new bits beside 7 held ones would not fit into the 32 of JavaScript's shifts.
    let rest = code
    let left = bits
    while (left > 0) {
      const taken = Math.min(left, 8 - heldBits)
      held |= (rest & ((1 << taken) - 1)) << heldBits
      rest >>>= taken
      left -= taken
      heldBits += taken
      if (heldBits === 8) {
        bytes[place] = held
        place += 1
        held = 0
        heldBits = 0
      }
    }
  }
  if (heldBits > 0) bytes[place] = held
  return bytes
}

/**
 * The codes again.
 * @returns codes and their bits, or null where the bytes are not exactly what `packCodes` writes
 */
export function unpackCodes(bytes: Uint8Array): { codes: number[]; bits: number } | null {
  if (bytes.length < headerBytes) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const bits = view.getUint8(1)
  const count = view.getUint32(2, true)
  if (view.getUint8(0) !== version || bits < 1 || bits > 30) return null
  if (bytes.length !== headerBytes + Math.ceil((count * bits) / 8)) return null
  const codes = Array.from<number>({ length: count })
  let place = headerBytes * 8
  for (let i = 0; i < count; i++) {
    let code = 0
    let got = 0
    while (got < bits) {
      const inByte = place & 7
      const taken = Math.min(bits - got, 8 - inByte)
      const part = ((bytes[place >> 3] ?? 0) >> inByte) & ((1 << taken) - 1)
      code |= part << got
      got += taken
      place += taken
    }
    codes[i] = code
  }
  return { codes, bits }
}
