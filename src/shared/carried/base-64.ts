/** Base64 for URLs (RFC 4648, section 5), without padding: text that survives chats, mails and XML. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const values = new Map([...alphabet].map((letter, value) => [letter.charCodeAt(0), value]))

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const left = Math.min(3, bytes.length - i)
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let digit = 0; digit <= left; digit++) parts.push(alphabet[(word >> (18 - 6 * digit)) & 63] ?? '')
  }
  return parts.join('')
}

/** The bytes again; null where the text is not base64 of whole bytes. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let held = 0
  let bits = 0
  let place = 0
  for (let i = 0; i < text.length; i++) {
    const value = values.get(text.charCodeAt(i))
    if (value === undefined) return null
    held = ((held << 6) | value) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[place++] = (held >> bits) & 0xff
  }
  return (held & (2 ** bits - 1)) === 0 ? bytes : null
}
