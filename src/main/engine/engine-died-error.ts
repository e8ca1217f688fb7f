import { EngineLostError } from '../../shared/errors.ts'

/** How far a request had come when the engine process ended. */
export interface ReachedStep {
  /** Layer index. */
  readonly layer: number
  /** Counted from 0. */
  readonly step: number
  readonly steps: number
}

/** The engine process ended before it answered. What it had handed out in events is safe. */
export class EngineDiedError extends EngineLostError {
  /** Null when it died before the first step of generation. */
  readonly reached: ReachedStep | null

  constructor(operation: string, ending: string, reached: ReachedStep | null) {
    const place = reached
      ? `in layer ${reached.layer} at step ${reached.step + 1} of ${reached.steps}`
      : 'before the first step'
    super({
      operation,
      reason: `the engine process ended (${ending}) ${place}`,
      remedy: 'It has been started again: repeat the request with the tokens received so far'
    })
    this.reached = reached
  }
}
