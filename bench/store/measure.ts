/** Times of a call that is repeated. */

export interface Row {
  readonly name: string
  readonly runs: number
  readonly medianMilliseconds: number
  /** 95 of 100 runs are faster. */
  readonly p95Milliseconds: number
  readonly slowestMilliseconds: number
  /** What the median must stay under; the slower runs tell of the machine's other work as much as of ours. */
  readonly barMilliseconds: number
  readonly isMedianUnderBar: boolean
}

/** Milliseconds of each run; the first one, which fills caches, counts. */
export async function measure(runs: number, call: () => unknown): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const begin = performance.now()
    await call()
    times.push(performance.now() - begin)
  }
  return times
}

export function summarize(name: string, barMilliseconds: number, times: readonly number[]): Row {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 1000) / 1000
  return {
    name, runs: times.length, medianMilliseconds: at(0.5), p95Milliseconds: at(0.95), slowestMilliseconds: at(1), barMilliseconds,
    isMedianUnderBar: at(0.5) <= barMilliseconds
  }
}
