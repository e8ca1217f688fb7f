/**
 * The durable queue. States are in the database before anybody is told of them; what runs is only what the database says
 * is running. Two lanes, so that a long export does not keep a board waiting; inside a lane, one job at a time.
 *
 * Lifecycle: nothing runs before `start`; after `stop` has resolved nothing runs, and the jobs that were running wait for
 * the next start with what they have stored.
 */
import { randomUUID } from 'node:crypto'
import { ConflictError, NotFoundError, toWireError, UnavailableError } from '../../../shared/errors.ts'
import {
  countJobs, deleteJobs, findJob, findNextJob, insertJob, listJobs, moveJob, readSpeeds, updateJob
} from '../../database/jobs.ts'
import { readSetting, writeSetting } from '../../database/settings.ts'
import { describeJob, describeQueue } from './job-view.ts'
import { runJob } from './run-job.ts'
import type { Emit } from '../../../shared/contract.ts'
import type { QueueState } from '../../../shared/contract/queue.ts'
import type { JobId } from '../../../shared/storyboard/ids.ts'
import type { Job, JobKind, JobRequest, JobState } from '../../../shared/storyboard/job.ts'
import type { SqlValue } from '../../database/database.ts'
import type { StoredJob } from '../../database/jobs.ts'
import type { Connection } from '../../database/connection.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { AnyRunner } from './runner.ts'
import type { Meter } from './meter.ts'

export interface QueueOptions {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly emit: Emit
  /** Gets errors that are no expected failures. */
  readonly onDefect: (error: unknown) => void
}

const lanes: readonly (readonly JobKind[])[] = [
  ['board', 'reroll', 'densify', 'decode'],
  ['import', 'export']
]
/** Starts without any stored progress after which a job is taken to be what brings the studio down. */
const fruitlessStartsAllowed = 5
/** `error.kind` of a job that was given up because the studio ended again and again while it started. */
export const crashedKind = 'crashed'
const heldKey = 'queue.isHeld'

/** Why a running job was asked to stop; decides what becomes of it. */
type StopReason = 'cancel' | 'pause' | 'hold'

interface Running {
  readonly kind: JobKind
  readonly abort: AbortController
  readonly meter: Meter
  reason: StopReason | null
  ended: Promise<void>
}

export class Queue {
  private readonly options: QueueOptions
  private readonly speeds: Map<string, number>
  private readonly running = new Map<JobId, Running>()
  private runners: readonly AnyRunner[] = []
  private isStarted = false
  private isHeld: boolean

  constructor(options: QueueOptions) {
    this.options = options
    this.speeds = readSpeeds(options.connection)
    this.isHeld = readSetting(options.connection, heldKey) === true
  }

  /** Takes up what the last process left running, and begins to work. `runners`: one for each kind of job it can do. */
  start(runners: readonly AnyRunner[]): void {
    this.runners = runners
    this.recover()
    this.isStarted = true
    this.pump()
  }

  /** Stops cleanly: the running jobs store what they have and will go on at the next start. For quitting and for sleep. */
  async stop(): Promise<void> {
    this.isStarted = false
    const ended = [...this.running.values()].map((running) => running.ended)
    for (const id of this.running.keys()) this.interrupt(id, 'hold')
    await Promise.all(ended)
  }

  add(request: JobRequest, first: boolean): Job {
    const runner = this.findRunner(request.kind)
    const { projectId, inputs, unit, work } = runner.prepare(request, this.read)
    const id = randomUUID() as JobId
    const total = work.reduce((sum, entry) => sum + entry.units, 0)
    const createdAt = this.options.workspace.now()
    this.options.connection.transact('add the job', (database) => {
      insertJob(database, { id, request, inputs, projectId, total, unit, createdAt }, first)
    })
    this.announce([id])
    this.pump()
    return this.describe(this.get(id))
  }

  list(states: readonly JobState[], limit: number): Job[] {
    return listJobs(this.read, states, limit).map((job) => this.describe(job))
  }

  find(id: JobId): Job {
    return this.describe(this.get(id))
  }

  get state(): QueueState {
    return describeQueue(this.isHeld, countJobs(this.read), listJobs(this.read, ['running', 'waiting'], 1000).map((job) => this.describe(job)))
  }

  async cancel(id: JobId): Promise<Job> {
    return await this.end(id, 'cancel', ['waiting', 'running', 'paused'], 'cancelled')
  }

  async pause(id: JobId): Promise<Job> {
    return await this.end(id, 'pause', ['waiting', 'running'], 'paused')
  }

  resume(id: JobId): Job {
    return this.wake(id, ['paused'], 'resume the job')
  }

  retry(id: JobId): Job {
    return this.wake(id, ['failed', 'cancelled'], 'try the job again')
  }

  move(id: JobId, beforeId: JobId | null): void {
    for (const job of [id, ...(beforeId === null ? [] : [beforeId])]) this.require(this.get(job), ['waiting', 'paused'], 'move the job')
    if (id !== beforeId) this.options.connection.transact('move the job', (database) => moveJob(database, id, beforeId))
    this.announce([id])
  }

  async hold(isHeld: boolean): Promise<QueueState> {
    this.options.connection.transact('hold the queue', (database) => writeSetting(database, heldKey, isHeld))
    this.isHeld = isHeld
    const ended = [...this.running.values()].map((running) => running.ended)
    if (isHeld) {
      for (const id of this.running.keys()) this.interrupt(id, 'hold')
      await Promise.all(ended)
    }
    if (!isHeld) this.recover()
    this.announce([])
    this.pump()
    return this.state
  }

  clear(ids: readonly JobId[] | null): void {
    const ended = listJobs(this.read, ['done', 'failed', 'cancelled'], 10_000).map((job) => job.id)
    const removed = ids === null ? ended : ids.filter((id) => ended.includes(id))
    this.options.connection.transact('clear the queue', (database) => deleteJobs(database, removed))
    this.announce([], removed)
  }

  private get read(): Connection {
    return this.options.connection
  }

  private get(id: JobId): StoredJob {
    const job = findJob(this.read, id)
    if (job !== undefined) return job
    throw new NotFoundError({ operation: 'find the job', reason: 'it is not in the queue any more', remedy: 'Reload the queue' })
  }

  private findRunner(kind: JobKind): AnyRunner {
    const runner = this.runners.find((candidate) => candidate.kind === kind)
    if (runner !== undefined) return runner
    throw new UnavailableError({
      operation: `add the ${kind} job`, reason: 'this studio cannot do it', remedy: 'Install a complete studio'
    })
  }

  private require(job: StoredJob, states: readonly JobState[], operation: string): void {
    if (states.includes(job.state)) return
    throw new ConflictError({ operation, reason: `the job is ${job.state}`, remedy: 'Reload the queue' })
  }

  private describe(job: StoredJob): Job {
    return describeJob(job, this.running.get(job.id)?.meter.progress ?? null, this.speeds)
  }

  private set(id: JobId, values: Parameters<typeof updateJob>[2]): void {
    this.options.connection.transact('change the job', (database) => updateJob(database, id, values))
  }

  /** Jobs that the database calls running and nobody runs: from a process that was killed, or a disk that was full. */
  private recover(): void {
    const left = listJobs(this.read, ['running'], 1000).filter((job) => !this.running.has(job.id))
    for (const job of left) {
      if (job.fruitlessStarts < fruitlessStartsAllowed) {
        this.set(job.id, { state: 'waiting' })
        continue
      }
      const message = `The studio ended ${job.fruitlessStarts} times while this job was starting. Try it again, or with other settings.`
      this.set(job.id, { state: 'failed', errorKind: crashedKind, errorMessage: message, finishedAt: this.options.workspace.now() })
    }
  }

  private announce(ids: readonly JobId[], removedJobIds: readonly JobId[] = []): void {
    const jobs = ids.flatMap((id) => findJob(this.read, id) ?? []).map((job) => this.describe(job))
    this.options.emit('queue.changed', { jobs, removedJobIds: [...removedJobIds], state: this.state })
  }

  private interrupt(id: JobId, reason: StopReason): void {
    const running = this.running.get(id)
    if (running === undefined) return
    // A cancel is never weakened into a pause.
    if (running.reason !== 'cancel') running.reason = reason
    running.abort.abort()
  }

  private async end(id: JobId, reason: StopReason, from: readonly JobState[], to: JobState): Promise<Job> {
    this.require(this.get(id), from, `${reason} the job`)
    const running = this.running.get(id)
    if (running !== undefined) {
      this.interrupt(id, reason)
      await running.ended
    } else {
      this.set(id, { state: to, finishedAt: to === 'cancelled' ? this.options.workspace.now() : null })
      this.announce([id])
    }
    return this.describe(this.get(id))
  }

  private wake(id: JobId, from: readonly JobState[], operation: string): Job {
    this.require(this.get(id), from, operation)
    this.set(id, { state: 'waiting', errorKind: null, errorMessage: null, finishedAt: null, fruitlessStarts: 0 })
    this.announce([id])
    this.pump()
    return this.describe(this.get(id))
  }

  /** Starts the next job of every free lane. Where the disk refuses that, the queue holds: what asked for it has succeeded. */
  private pump(): void {
    if (!this.isStarted || this.isHeld) return
    try {
      for (const kinds of lanes) {
        const isBusy = [...this.running.values()].some(({ kind }) => kinds.includes(kind))
        const next = isBusy ? undefined : findNextJob(this.read, kinds)
        if (next !== undefined) this.begin(next)
      }
    } catch (error) {
      this.options.onDefect(error)
      this.isHeld = true
    }
  }

  private begin(job: StoredJob): void {
    const { workspace, connection, emit } = this.options
    this.set(job.id, {
      state: 'running', attempts: job.attempts + 1, fruitlessStarts: job.fruitlessStarts + 1, startedAt: workspace.now()
    })
    const abort = new AbortController()
    const { meter, ended } = runJob({
      connection, workspace, emit, job, runner: this.findRunner(job.request.kind), speeds: this.speeds, signal: abort.signal
    })
    const running: Running = { kind: job.request.kind, abort, meter, reason: null, ended: Promise.resolve() }
    this.running.set(job.id, running)
    running.ended = ended.then(
      (status) => this.settle(job, running, status === 'stopped' ? stoppedState(running.reason) : { state: 'done' }),
      (error: unknown) => this.settle(job, running, abort.signal.aborted ? stoppedState(running.reason) : this.fail(error))
    )
    this.announce([job.id])
  }

  private fail(error: unknown): Partial<Record<'state' | 'errorKind' | 'errorMessage', SqlValue>> {
    const wire = toWireError(error, 'do the job')
    if (wire.kind === 'internal') this.options.onDefect(error)
    // The engine heals by itself and the tokens are stored: going on is better than asking.
    return wire.kind === 'engine-lost'
      ? { state: 'waiting' }
      : { state: 'failed', errorKind: wire.kind, errorMessage: `${wire.reason}. ${wire.remedy}.` }
  }

  private settle(job: StoredJob, running: Running, values: Partial<Record<'state' | 'errorKind' | 'errorMessage', SqlValue>>): void {
    const { done, total, layer } = running.meter.progress
    this.running.delete(job.id)
    try {
      const now = this.get(job.id)
      const isLost = values.state === 'waiting' && running.reason === null && now.fruitlessStarts >= fruitlessStartsAllowed
      const end = isLost
        ? { state: 'failed', errorKind: 'engine-lost', errorMessage: 'The engine ended again and again. Look at the log, then try again.' }
        : values
      const isOver = end.state === 'failed' || end.state === 'cancelled'
      if (now.state === 'running') {
        this.set(job.id, {
          ...end, done, total, layer,
          ...(running.reason === null && end.state === 'waiting' ? {} : { fruitlessStarts: 0 }),
          ...(isOver ? { finishedAt: this.options.workspace.now() } : {})
        })
      }
      this.announce([job.id])
    } catch (error) {
      // Gone with its project: nothing to note. Else the disk refuses: nothing more is started until somebody goes on.
      if (!(error instanceof NotFoundError)) {
        this.options.onDefect(error)
        this.isHeld = true
        this.announce([])
      }
    }
    this.pump()
  }
}

function stoppedState(reason: StopReason | null): { state: JobState } {
  if (reason === 'cancel') return { state: 'cancelled' }
  return { state: reason === 'pause' ? 'paused' : 'waiting' }
}
