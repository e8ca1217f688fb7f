/** Where the shots of a storyboard lie in time. */
import type { ShotSummary } from '../../shared/storyboard/shot.ts'

export interface TimedShot {
  readonly shot: ShotSummary
  readonly startSeconds: number
  readonly endSeconds: number
}

/** One shot after the other, each for its duration. */
export function layOutShots(shots: readonly ShotSummary[]): TimedShot[] {
  let startSeconds = 0
  return shots.map((shot) => {
    const timed = { shot, startSeconds, endSeconds: startSeconds + shot.durationSeconds }
    startSeconds = timed.endSeconds
    return timed
  })
}

export interface Place {
  readonly shot: ShotSummary
  readonly index: number
  /** Since the shot began. */
  readonly seconds: number
}

/** The shot at a moment; the end belongs to the last one. */
export function placeAt(timeline: readonly TimedShot[], seconds: number): Place | null {
  const found = timeline.findIndex(({ endSeconds }) => seconds < endSeconds)
  const index = found < 0 ? timeline.length - 1 : found
  const timed = timeline[index]
  return timed === undefined ? null : { shot: timed.shot, index, seconds: seconds - timed.startSeconds }
}
