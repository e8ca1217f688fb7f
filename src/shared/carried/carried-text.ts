/** A carried storyboard as text: for the clipboard, for a mail, inside a file's metadata. */
import { InvalidInputError } from '../errors.ts'
import { fromBase64, toBase64 } from './base-64.ts'
import { readCarried, writeCarried } from './carried-bytes.ts'
import type { CarriedStoryboard } from './carried-storyboard.ts'

const prefix = 'hitvideo:'
const pattern = /hitvideo:([A-Za-z0-9_-]{16,})/

/** `hitvideo:` and base64 for URLs. */
export function writeCarriedText(storyboard: CarriedStoryboard): string {
  return prefix + toBase64(writeCarried(storyboard))
}

/**
 * The first storyboard in some text; what stands around it does not matter, nor do line breaks that a mail has put in.
 * @returns null where there is none
 * @throws InvalidInputError where there is one that is damaged
 */
export function findCarriedText(text: string): CarriedStoryboard | null {
  const start = text.indexOf(prefix)
  if (start < 0) return null
  const whole = pattern.exec(text.slice(start))?.[1]
  const direct = whole === undefined ? null : tryRead(whole)
  if (direct !== null) return direct
  const joined = pattern.exec(text.slice(start).replaceAll(/[\s>]+/g, ''))?.[1]
  const bytes = joined === undefined ? null : fromBase64(joined)
  if (bytes !== null) return readCarried(bytes)
  if (joined === undefined) return null
  throw new InvalidInputError({
    operation: 'read the storyboard in the text',
    reason: 'a part of it is missing',
    remedy: 'Copy all of it, from "hitvideo:" to the end'
  })
}

function tryRead(text: string): CarriedStoryboard | null {
  const bytes = fromBase64(text)
  try {
    return bytes === null ? null : readCarried(bytes)
  } catch (error) {
    if (error instanceof InvalidInputError) return null
    throw error
  }
}
