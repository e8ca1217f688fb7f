/** Text as UTF-8, with nothing but the language itself: this code runs in every process. */

/** The text's bytes. Halves of surrogate pairs that stand alone become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const encoded = encodeURIComponent(text.toWellFormed())
  const bytes: number[] = []
  for (let i = 0; i < encoded.length; i++) {
    const isEscape = encoded[i] === '%'
    bytes.push(isEscape ? Number.parseInt(encoded.slice(i + 1, i + 3), 16) : encoded.charCodeAt(i))
    if (isEscape) i += 2
  }
  return Uint8Array.from(bytes)
}

/** The text again; null where the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  const parts: string[] = []
  for (const byte of bytes) parts.push(`%${byte.toString(16).padStart(2, '0')}`)
  try {
    return decodeURIComponent(parts.join(''))
  } catch {
    return null
  }
}
