/**
 * How a kind of job is done. The queue keeps the states; a runner only works, stores what it has, and says how it ended.
 */
import type { z } from 'zod'
import type { Mark } from '../../../shared/storyboard/history.ts'
import type { TakeId, ProjectId } from '../../../shared/storyboard/ids.ts'
import type { Job, JobKind, JobRequest } from '../../../shared/storyboard/job.ts'
import type { Work } from '../../../shared/storyboard/estimate.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import type { Edit } from '../workspace/edit.ts'
import type { Checkpoint } from './checkpoint.ts'

export type JobData = NonNullable<Job['result']>['data']

/** What is known of a job when it is added. */
export interface Preparation {
  readonly projectId: ProjectId
  /** What the request means now; plain data, given back to `run`. */
  readonly inputs: z.core.util.JSONType
  readonly unit: Job['progress']['unit']
  /** Work by kind, for progress and estimate; empty: not yet known. */
  readonly work: readonly Work[]
}

export interface JobContext<Request, Inputs> {
  readonly request: Request
  readonly inputs: Inputs
  /** Aborted by cancel, pause, hold, quit: the runner stops at its next token and returns `stopped`. */
  readonly signal: AbortSignal
  /** What was stored before a pause or a crash, and where more is stored. */
  readonly checkpoint: Checkpoint
  readonly read: ReadableDatabase
  /** Tells how much work there is in all, as soon as that is known better than in `prepare`. */
  plan(work: readonly Work[]): void
  /** Tells how many units of one kind of work are done, in all. */
  report(key: string, done: number, layer?: number | null): void
  /** Tells that a layer is complete and stored. */
  layerDone(takeIndex: number, layer: number): void
  /** Tells that the prompt is longer than the pack reads. */
  promptCut(read: string): void
}

export type JobEnd =
  /** The signal was heeded. */
  | { readonly status: 'stopped' }
  /** Nothing in the project changes. */
  | { readonly status: 'done'; readonly data: JobData }
  /** Applied in one transaction with the job's own end. */
  | {
      readonly status: 'done'
      readonly mark: Mark
      readonly apply: (edit: Edit) => { readonly takeIds: TakeId[]; readonly data?: JobData }
    }

export interface JobRunner<Kind extends JobKind = JobKind, Inputs = unknown> {
  readonly kind: Kind
  /** Checks a request against the library; throws where it cannot be done at all. */
  prepare(request: Extract<JobRequest, { kind: Kind }>, read: ReadableDatabase): Preparation
  /** Reads the inputs back; throws where a newer or damaged library holds something else. */
  readonly inputsSchema: z.ZodType<Inputs>
  /** Does the work. Expected failures are StudioErrors; any error fails this job and no other. */
  run(context: JobContext<Extract<JobRequest, { kind: Kind }>, Inputs>): Promise<JobEnd>
}

/** A runner whose types are hidden, so that runners of all kinds can stand in one list. */
export interface AnyRunner {
  readonly kind: JobKind
  prepare(request: JobRequest, read: ReadableDatabase): Preparation
  run(context: JobContext<JobRequest, unknown>): Promise<JobEnd>
}

/** Hides a runner's types behind a check of the kind and a parse of the inputs. */
export function hideTypes<Kind extends JobKind, Inputs>(runner: JobRunner<Kind, Inputs>): AnyRunner {
  const own = (request: JobRequest): Extract<JobRequest, { kind: Kind }> => {
    if (request.kind !== runner.kind) throw new Error(`a ${request.kind} job was given to the runner of ${runner.kind} jobs`)
    return request as Extract<JobRequest, { kind: Kind }>
  }
  return {
    kind: runner.kind,
    prepare: (request, read) => runner.prepare(own(request), read),
    run: (context) =>
      runner.run({ ...context, request: own(context.request), inputs: runner.inputsSchema.parse(context.inputs) })
  }
}
