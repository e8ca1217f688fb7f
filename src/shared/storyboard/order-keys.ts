/**
 * Keys that put shots in order, so that moving one shot changes one row. A key is a head of six base-62 digits and a tail
 * for what was put between two heads; keys compare by code unit. Adding at either end counts the head and stays six long.
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base = digits.length
const headLength = 6
/** The middle of the range, so that there is room on both sides. */
const firstHead = Math.floor(base ** headLength / 2)
/** Longer keys mean that so much was put into one gap that all shots should get new keys. */
const longestKey = 60

const digitAt = (key: string, index: number): number => (index < key.length ? digits.indexOf(key.charAt(index)) : 0)

function toHead(value: number): string {
  let rest = value
  let text = ''
  for (let i = 0; i < headLength; i++) {
    text = digits.charAt(rest % base) + text
    rest = Math.floor(rest / base)
  }
  return text
}

function readHead(key: string): number {
  let value = 0
  for (let i = 0; i < headLength; i++) value = value * base + digitAt(key, i)
  return value
}

/** A key between two keys, `lower < upper`; both exist. */
function keyBetween(lower: string, upper: string): string {
  let index = 0
  while (digitAt(lower, index) === digitAt(upper, index)) index += 1
  const low = digitAt(lower, index)
  const high = digitAt(upper, index)
  const padded = lower.padEnd(index, '0').slice(0, index)
  if (high - low > 1) return finish(padded + digits.charAt(Math.floor((low + high) / 2)))
  // Neighbouring digits: follow the lower key and go above the rest of it.
  let text = padded + digits.charAt(low)
  for (let place = index + 1; ; place++) {
    const digit = digitAt(lower, place)
    if (base - digit > 1) return finish(text + digits.charAt(Math.ceil((digit + base) / 2)))
    text += digits.charAt(digit)
  }
}

/** Heads are whole: a key shorter than six digits would end in zeros that other keys could not get below. */
function finish(key: string): string {
  return key.length < headLength ? key.padEnd(headLength, '0') : key
}

/**
 * Keys for `count` new places between two neighbours.
 * @param lower key of the shot before; null: there is none
 * @param upper key of the shot after; null: there is none
 * @returns ascending keys, or null where the gap is used up (equal or overlong keys) and all shots need new keys
 */
export function keysBetween(lower: string | null, upper: string | null, count: number): string[] | null {
  if (lower === null || upper === null) {
    const head = lower === null ? (upper === null ? firstHead : readHead(upper) - count) : readHead(lower) + 1
    const isInRange = head > 0 && head + count < base ** headLength
    return isInRange ? Array.from({ length: count }, (_, i) => toHead(head + i)) : null
  }
  // Trailing zeros do not make a key larger: nothing lies between `a` and `a0`.
  if (lower.replace(/0+$/, '') >= upper.replace(/0+$/, '')) return null
  const keys: string[] = []
  fill(lower, upper, count, keys)
  return keys.some((key) => key.length > longestKey) ? null : keys
}

function fill(lower: string, upper: string, count: number, keys: string[]): void {
  if (count === 0) return
  const middle = keyBetween(lower, upper)
  const before = Math.floor((count - 1) / 2)
  fill(lower, middle, before, keys)
  keys.push(middle)
  fill(middle, upper, count - 1 - before, keys)
}

/** Fresh keys for all shots of a project, in order. */
export function spreadKeys(count: number): string[] {
  return Array.from({ length: count }, (_, i) => toHead(firstHead + i))
}
