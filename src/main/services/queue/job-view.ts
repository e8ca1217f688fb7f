/** Jobs and the queue as the contract shows them. */
import { estimateSeconds } from '../../../shared/storyboard/estimate.ts'
import type { Speeds } from '../../../shared/storyboard/estimate.ts'
import type { QueueState } from '../../../shared/contract/queue.ts'
import type { Job, JobProgress, JobState } from '../../../shared/storyboard/job.ts'
import type { StoredJob } from '../../database/jobs.ts'

/** `live`: the progress of a running job; null: as it is stored. */
export function describeJob(job: StoredJob, live: JobProgress | null, speeds: Speeds): Job {
  const { id, request, projectId, state, error, result, attempts, createdAt, startedAt, finishedAt } = job
  const stored: JobProgress = {
    done: job.done, total: job.total, unit: job.unit, layer: job.layer, etaSeconds: estimateWaiting(job, speeds)
  }
  const progress = live !== null && live.total > 0 ? live : stored
  return { id, request, projectId, state, progress, error, result, attempts, createdAt, startedAt, finishedAt }
}

/** A job that does not run: all that is left of it at the mean speed of its kind. */
function estimateWaiting(job: StoredJob, speeds: Speeds): number | null {
  if (job.state === 'done' || job.state === 'failed' || job.state === 'cancelled') return null
  const own = [...speeds].filter(([key]) => key.startsWith(`${job.request.kind}/`)).map(([, speed]) => speed)
  if (job.total === 0 || own.length === 0) return null
  // Layers take turns: the harmonic mean is the speed of equal amounts of each.
  const mean = own.length / own.reduce((sum, speed) => sum + 1 / speed, 0)
  return estimateSeconds([{ key: 'left', units: job.total - job.done }], new Map([['left', mean]]))
}

export function describeQueue(isHeld: boolean, counts: Record<JobState, number>, ahead: readonly Job[]): QueueState {
  let etaSeconds: number | null = 0
  for (const { progress } of ahead) {
    etaSeconds = etaSeconds === null || progress.etaSeconds === null ? null : etaSeconds + progress.etaSeconds
  }
  return { isHeld, running: counts.running, waiting: counts.waiting, paused: counts.paused, etaSeconds }
}
