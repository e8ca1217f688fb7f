/** What every contestant of the step comparison can do. */

export interface StepperSetup {
  /** Our pack's folder, or where the peers' models lie. */
  readonly folder: string
  readonly threads: number
  /** B: rows of the batch. */
  readonly rows: number
}

/** `past` never falls from one call to the next. */
export interface BurstRequest {
  readonly past: number
  /** S: new positions of a step; peers know 1 only. */
  readonly positions: number
  /** Steps to time; one more goes before them. */
  readonly steps: number
}

export interface Stepper {
  /** Returns what the contestant is, in words. */
  open(setup: StepperSetup): Promise<string>
  /** Milliseconds of each step after `past` positions: forward pass, cache and logits, without sampling. */
  burst(request: BurstRequest): Promise<number[]>
}

/** Times a step `steps` times after one that is not counted. */
export async function timeSteps(steps: number, step: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i <= steps; i++) {
    const begin = performance.now()
    await step()
    times.push(performance.now() - begin)
  }
  return times.slice(1)
}
