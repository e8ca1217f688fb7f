/**
 * Two secrets of one run of the browser host. The *token* opens the WebSocket; the page has it from the URL's fragment
 * and keeps it per origin, port included. The *session* is a cookie, because a `<video>` can send nothing else; cookies
 * are shared by all ports of a host, so it only opens media, whose ids are secrets as well.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Secrets {
  readonly token: string
  readonly session: string
}

/** 32 random bytes each, as base64url. */
export function createSecrets(): Secrets {
  const draw = () => randomBytes(32).toString('base64url')
  return { token: draw(), session: draw() }
}

/** Compares in a time that does not depend on where the texts differ. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
