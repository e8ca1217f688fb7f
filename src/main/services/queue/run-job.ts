/** Runs one job: checkpoint, progress events, and its end in one transaction with what it made. */
import { updateJob, deleteChunks, writeSpeeds } from '../../database/jobs.ts'
import { Checkpoint } from './checkpoint.ts'
import { Meter } from './meter.ts'
import type { Emit } from '../../../shared/contract.ts'
import type { Job } from '../../../shared/storyboard/job.ts'
import type { Connection } from '../../database/connection.ts'
import type { WritableDatabase } from '../../database/database.ts'
import type { StoredJob } from '../../database/jobs.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { AnyRunner, JobEnd } from './runner.ts'

export interface RunOptions {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly emit: Emit
  readonly job: StoredJob
  readonly runner: AnyRunner
  readonly speeds: Map<string, number>
  readonly signal: AbortSignal
}

/** Least time between two progress events of a job. */
const eventMilliseconds = 100

/**
 * Starts the job.
 * @returns its meter, and a promise of how it ended: `done` (and stored as such) or `stopped`; rejects where it failed
 */
export function runJob(options: RunOptions): { meter: Meter; ended: Promise<'done' | 'stopped'> } {
  const { connection, emit, job, runner, speeds, signal } = options
  const meter = new Meter(job.unit, [], speeds)
  let toldAt = 0
  const tell = (): void => {
    const now = performance.now()
    if (now - toldAt < eventMilliseconds) return
    toldAt = now
    emit('queue.progress', { jobId: job.id, progress: meter.progress })
  }
  const run = async (): Promise<'done' | 'stopped'> => {
    // Not in the caller's turn: whoever adds a job gets its answer before the work begins.
    await Promise.resolve()
    const checkpoint = new Checkpoint(connection, job)
    const { request, inputs } = job
    let end: JobEnd
    try {
      end = await runner.run({
        request,
        inputs,
        signal,
        checkpoint,
        read: connection,
        plan: (work) => meter.plan(work),
        report: (key, done, layer = null) => {
          meter.report(key, done, layer)
          tell()
        },
        layerDone: (takeIndex, layer) => emit('queue.layer', { jobId: job.id, takeIndex, layer }),
        promptCut: (read) => emit('queue.promptCut', { jobId: job.id, read })
      })
    } finally {
      checkpoint.flush()
    }
    if (end.status === 'stopped') return 'stopped'
    finish(options, meter, end)
    return 'done'
  }
  return { meter, ended: run() }
}

function finish({ workspace, job, speeds }: RunOptions, meter: Meter, end: Extract<JobEnd, { status: 'done' }>): void {
  const { total } = meter.progress
  const store = (database: WritableDatabase, result: NonNullable<Job['result']>): void => {
    updateJob(database, job.id, {
      state: 'done', done: total, total, layer: null, fruitlessStarts: 0, result: JSON.stringify(result), finishedAt: workspace.now()
    })
    deleteChunks(database, job.sequence)
    writeSpeeds(database, speeds)
  }
  if ('apply' in end) {
    const { projectId } = job
    workspace.edit({ operation: 'store what was made', projectId, mark: end.mark, isBackground: true }, (edit) => {
      const { takeIds, data = {} } = end.apply(edit)
      store(edit.database, { takeIds, data })
    })
  } else {
    workspace.write('end the job', (database) => store(database, { takeIds: [], data: end.data }))
  }
}
