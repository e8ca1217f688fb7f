/** Times of a call that is repeated. */

export interface Row {
  readonly name: string
  readonly runs: number
  readonly medianMilliseconds: number
  /** 95 of 100 runs are faster. */
  readonly p95Milliseconds: number
  readonly slowestMilliseconds: number
  /** Processor time of the mean run, ours alone: what the machine's other work does not change. Waits for the disk are not in it. */
  readonly processorMilliseconds: number
  /** What the median must stay under; the slower runs tell of the machine's other work as much as of ours. */
  readonly barMilliseconds: number
  readonly isMedianUnderBar: boolean
}

export interface Times {
  /** Milliseconds of each run. */
  readonly wall: readonly number[]
  /** Processor milliseconds of all runs together. */
  readonly processor: number
}

/** Runs a call again and again; the first run, which fills caches, counts. */
export async function measure(runs: number, call: () => unknown): Promise<Times> {
  const times: number[] = []
  const before = process.cpuUsage()
  for (let run = 0; run < runs; run++) {
    const begin = performance.now()
    await call()
    times.push(performance.now() - begin)
  }
  const { user, system } = process.cpuUsage(before)
  return { wall: times, processor: (user + system) / 1000 }
}

export function summarize(name: string, barMilliseconds: number, { wall, processor }: Times): Row {
  const sorted = wall.toSorted((a, b) => a - b)
  const round = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000
  const at = (share: number): number => round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
  return {
    name, runs: wall.length, medianMilliseconds: at(0.5), p95Milliseconds: at(0.95), slowestMilliseconds: at(1),
    processorMilliseconds: round(processor / wall.length), barMilliseconds,
    isMedianUnderBar: at(0.5) <= barMilliseconds
  }
}
