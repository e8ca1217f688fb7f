/** What the queue is doing and how the person wants to hear of it, kept up to date from the studio's events. */
import type { EventPayload } from '../../shared/contract.ts'
import type { JobId } from '../../shared/storyboard/ids.ts'
import type { JobProgress } from '../../shared/storyboard/job.ts'
import type { EventHub } from '../services/event-hub.ts'

export interface Work {
  /** Something is being made. */
  readonly isRunning: boolean
  /** Something is being made, or will be as soon as it can. */
  readonly isUnfinished: boolean
  /** How much of what runs is done, 0 … 1; null: not known. */
  readonly share: number | null
}

export const noWork: Work = { isRunning: false, isUnfinished: false, share: null }

function shareOf(progress: Iterable<JobProgress>): number | null {
  let done = 0
  let total = 0
  for (const part of progress) {
    done += part.done
    total += part.total
  }
  return total === 0 ? null : Math.min(1, done / total)
}

/** Calls the listener whenever the work changes. */
export function watchWork(hub: EventHub, onChange: (work: Work) => void): void {
  const running = new Map<JobId, JobProgress>()
  let work = noWork
  // What the hub hands out was parsed by it.
  const follow = {
    'queue.changed': ({ jobs, removedJobIds, state }: EventPayload<'queue.changed'>) => {
      for (const { id, state: jobState, progress } of jobs) {
        if (jobState === 'running') running.set(id, progress)
        else running.delete(id)
      }
      for (const id of removedJobIds) running.delete(id)
      const isRunning = state.running > 0
      work = { ...work, isRunning, isUnfinished: isRunning || (state.waiting > 0 && !state.isHeld) }
    },
    'queue.progress': ({ jobId, progress }: EventPayload<'queue.progress'>) => {
      if (running.has(jobId)) running.set(jobId, progress)
    }
  }
  hub.subscribe((name, payload) => {
    if (name === 'queue.changed') follow[name](payload as EventPayload<'queue.changed'>)
    else if (name === 'queue.progress') follow[name](payload as EventPayload<'queue.progress'>)
    else return
    work = { ...work, share: shareOf(running.values()) }
    onChange(work)
  })
}
