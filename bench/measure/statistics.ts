/** What is told of repeated times. */

export interface Spread {
  readonly runs: number
  readonly min: number
  readonly median: number
  /** 95 of 100 are below it. */
  readonly p95: number
}

/**
 * Smallest, middle and nearly largest of some values. The smallest tells what the code can do, the median what the machine
 * let it do; only both together can be compared.
 * @throws RangeError for no values
 */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('There is nothing to take the median of')
  const sorted = values.toSorted((a, b) => a - b)
  return { runs: sorted.length, min: sorted[0]!, median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) }
}

/** Value at `share` (0 … 1) of ascending values; between two of them in proportion. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (place - below)
}
