/** The queue: jobs that outlive a crash. */
import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { jobIdSchema } from '../storyboard/ids.ts'
import { jobProgressSchema, jobRequestSchema, jobSchema, jobStateSchema } from '../storyboard/job.ts'
import { layerIndexSchema } from '../storyboard/take.ts'

const one = z.object({ jobId: jobIdSchema })

export const queueStateSchema = z.object({
  /** People hold the whole queue: nothing new starts. */
  isHeld: z.boolean(),
  running: z.int().min(0),
  waiting: z.int().min(0),
  paused: z.int().min(0),
  /** Until all that runs and waits is done; null: not yet known. */
  etaSeconds: z.number().min(0).nullable()
})

export const queueMethods = {
  'queue.add': method(z.object({ request: jobRequestSchema, first: z.boolean().default(false) }), jobSchema),
  /** Running, then waiting and paused in their order, then ended ones, newest first. */
  'queue.list': method(
    z.object({
      states: z.array(jobStateSchema).max(6).default([]),
      limit: z.int().min(1).max(1000).default(200)
    }),
    z.array(jobSchema)
  ),
  'queue.get': method(one, jobSchema),
  'queue.state': method(z.object({}), queueStateSchema),
  /** Ends a job; its stored tokens stay, so that a retry goes on from them. */
  'queue.cancel': method(one, jobSchema),
  'queue.pause': method(one, jobSchema),
  'queue.resume': method(one, jobSchema),
  /** A failed or cancelled job, again. */
  'queue.retry': method(one, jobSchema),
  /** Before another waiting job; null: last. */
  'queue.move': method(one.extend({ beforeJobId: jobIdSchema.nullable() }), z.object({})),
  /** Holds the whole queue: the running job stops at its next token and goes on from there. */
  'queue.hold': method(z.object({ isHeld: z.boolean() }), queueStateSchema),
  /** Takes ended jobs out of the list. */
  'queue.clear': method(z.object({ jobIds: z.array(jobIdSchema).max(1000).nullable().default(null) }), z.object({}))
}

export const queueEvents = {
  'queue.changed': event(z.object({ jobs: z.array(jobSchema), removedJobIds: z.array(jobIdSchema), state: queueStateSchema })),
  /** At most ten times a second for each job. */
  'queue.progress': event(one.extend({ progress: jobProgressSchema })),
  /** A layer of a running job is complete and stored: it can be previewed. */
  'queue.layer': event(one.extend({ takeIndex: z.int().min(0), layer: layerIndexSchema })),
  /** The prompt of a running job is longer than the pack reads; `read` is what it reads. */
  'queue.promptCut': event(one.extend({ read: z.string() }))
}

export type QueueState = z.infer<typeof queueStateSchema>
