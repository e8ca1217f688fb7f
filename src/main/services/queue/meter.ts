/** Progress and time left of one running job, and what its run teaches about speed. */
import { estimateSeconds, measureSpeed } from '../../../shared/storyboard/estimate.ts'
import type { Work } from '../../../shared/storyboard/estimate.ts'
import type { JobProgress } from '../../../shared/storyboard/job.ts'

export class Meter {
  private readonly unit: JobProgress['unit']
  private readonly speeds: Map<string, number>
  private readonly clock: () => number
  private readonly doneByKey = new Map<string, number>()
  private work: readonly Work[]
  private layer: number | null = null
  private lastReport: { key: string; at: number; done: number } | null = null

  /** @param speeds shared by all jobs; measurements go into it */
  constructor(unit: JobProgress['unit'], work: readonly Work[], speeds: Map<string, number>, clock = () => performance.now()) {
    this.unit = unit
    this.work = work
    this.speeds = speeds
    this.clock = clock
  }

  plan(work: readonly Work[]): void {
    this.work = work
  }

  /** `done`: units of this kind of work in all, also those from before a pause. */
  report(key: string, done: number, layer: number | null): void {
    const at = this.clock()
    const last = this.lastReport
    // The first report of a kind holds what was there before: only what came between two reports was measured.
    if (last !== null && last.key === key && done > last.done) {
      const speed = measureSpeed(this.speeds.get(key), done - last.done, (at - last.at) / 1000)
      if (speed !== undefined) this.speeds.set(key, speed)
    }
    this.lastReport = { key, at, done }
    this.doneByKey.set(key, done)
    this.layer = layer
  }

  get progress(): JobProgress {
    const left = this.work.map(({ key, units }) => ({ key, units: Math.max(0, units - (this.doneByKey.get(key) ?? 0)) }))
    const total = this.work.reduce((sum, { units }) => sum + units, 0)
    const remaining = left.reduce((sum, { units }) => sum + units, 0)
    return {
      done: total - remaining,
      total,
      unit: this.unit,
      layer: this.layer,
      etaSeconds: this.work.length === 0 ? null : estimateSeconds(left, this.withGuesses(left))
    }
  }

  /** A kind of work that was never measured is taken to be as fast as the one at work now. */
  private withGuesses(left: readonly Work[]): Map<string, number> {
    const now = this.lastReport === null ? undefined : this.speeds.get(this.lastReport.key)
    const guesses = now === undefined ? [] : left.filter(({ key }) => !this.speeds.has(key)).map(({ key }): [string, number] => [key, now])
    return new Map([...this.speeds, ...guesses])
  }
}
