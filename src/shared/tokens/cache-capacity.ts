/** Slots of the key-value cache, as a function of what it must hold. */

const smallest = 64
const bucket = 256

/**
 * Slots of a cache that must hold `filled` positions before a step: 64, then multiples of 256.
 * A pure function of `filled`, never of history: the length of a sum decides how floating point rounds it, so a resumed run
 * must see the same capacities as an uninterrupted one to give the same tokens.
 */
export function cacheCapacity(filled: number): number {
  return filled <= smallest ? smallest : Math.ceil(filled / bucket) * bucket
}
