/** Which ended work is worth telling of outside the window. */
import type { Job } from '../../shared/storyboard/job.ts'

/** Whoever has waited for less is still there. */
const longMilliseconds = 10_000

export function tookLong({ state, startedAt, finishedAt }: Pick<Job, 'state' | 'startedAt' | 'finishedAt'>): boolean {
  const isEnded = state === 'done' || state === 'failed'
  return isEnded && startedAt !== null && finishedAt !== null && finishedAt - startedAt >= longMilliseconds
}
