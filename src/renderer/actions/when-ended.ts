/** Waits for a job of the queue. */
import type { Job, JobState } from '../../shared/storyboard/job.ts'
import type { Studio } from '../store/studio.ts'

const ended: ReadonlySet<JobState> = new Set(['done', 'failed', 'cancelled'])

/** Resolves with the job once it has ended, however that was; never while it is not in the queue. */
export function whenEnded({ queue }: Studio, jobId: Job['id']): Promise<Job> {
  return new Promise((resolve) => {
    const find = () => queue.getState().jobs.find(({ id, state }) => id === jobId && ended.has(state))
    const found = find()
    if (found !== undefined) {
      resolve(found)
      return
    }
    const stop = queue.subscribe(() => {
      const job = find()
      if (job === undefined) return
      stop()
      resolve(job)
    })
  })
}
