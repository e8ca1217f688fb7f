/** How long is left, from counts and measured speed. */

/** Units (tokens, frames, bytes) per second of one kind of work. */
export type Speeds = ReadonlyMap<string, number>

/** Work of one kind that is left. */
export interface Work {
  /** Names the kind: `densify/animatic/0`. */
  readonly key: string
  readonly units: number
}

/** Seconds of work after which an old measurement has lost half of its weight. */
const halfLifeSeconds = 20

/** A speed after one more measurement; long measurements count more than short ones. */
export function measureSpeed(old: number | undefined, units: number, seconds: number): number | undefined {
  if (units <= 0 || !(seconds > 0)) return old
  const measured = units / seconds
  if (old === undefined) return measured
  const kept = 0.5 ** (seconds / halfLifeSeconds)
  return old * kept + measured * (1 - kept)
}

/**
 * Seconds for some work.
 * @returns null where a kind of work was never measured
 */
export function estimateSeconds(work: readonly Work[], speeds: Speeds): number | null {
  let seconds = 0
  for (const { key, units } of work) {
    if (units === 0) continue
    const speed = speeds.get(key)
    if (speed === undefined || speed <= 0) return null
    seconds += units / speed
  }
  return seconds
}
