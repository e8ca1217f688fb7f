/** Slots of the key-value cache, as a function of what it must hold. */

const bucket = 256

/**
 * Slots of a cache that a step sees behind `filled` positions: the smallest positive multiple of 256 that holds them.
 * A pure function of `filled`, never of history: the length of a sum decides how floating point rounds it, so a resumed run
 * must see the same capacities as an uninterrupted one to give the same tokens.
 */
export function cacheCapacity(filled: number): number {
  return Math.max(1, Math.ceil(filled / bucket)) * bucket
}
