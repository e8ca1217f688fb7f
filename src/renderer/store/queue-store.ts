/** The queue's jobs, as its events tell of them. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { QueueState } from '../../shared/contract/queue.ts'
import type { JobId } from '../../shared/storyboard/ids.ts'
import type { Job, JobRequest } from '../../shared/storyboard/job.ts'
import type { Client } from '../client/client.ts'
import type { NoticesStore } from './notices-store.ts'

interface QueueStoreState {
  /** Running, then waiting and paused in their order, then ended ones, newest first. */
  readonly jobs: readonly Job[]
  readonly state: QueueState
  /** Layers of running jobs that can be looked at: job id → layer index of the lowest one. */
  readonly reached: ReadonlyMap<JobId, number>
}

export type JobAction = 'cancel' | 'pause' | 'resume' | 'retry'

export interface QueueStore extends StoreApi<QueueStoreState> {
  load(): Promise<void>
  add(request: JobRequest, first?: boolean): Promise<Job | null>
  act(action: JobAction, jobId: JobId): Promise<void>
  move(jobId: JobId, beforeJobId: JobId | null): Promise<void>
  hold(isHeld: boolean): Promise<void>
  clear(): Promise<void>
}

const idle: QueueState = { isHeld: false, running: 0, waiting: 0, paused: 0, etaSeconds: null }

const group = ({ state }: Job): number => (state === 'running' ? 0 : state === 'waiting' || state === 'paused' ? 1 : 2)

/** Jobs with some of them replaced or added, running ones first, ended ones last and newest first. */
export function mergeJobs(jobs: readonly Job[], changed: readonly Job[], removed: readonly JobId[]): Job[] {
  const gone = new Set<JobId>(removed)
  const byId = new Map(changed.map((job) => [job.id, job]))
  const known = new Set(jobs.map((job) => job.id))
  const merged = [
    ...jobs.filter((job) => !gone.has(job.id)).map((job) => byId.get(job.id) ?? job),
    ...changed.filter((job) => !known.has(job.id) && !gone.has(job.id))
  ]
  return merged.toSorted((a, b) => group(a) - group(b) || (group(a) === 2 ? (b.finishedAt ?? 0) - (a.finishedAt ?? 0) : 0))
}

export function createQueueStore(client: Client, notices: NoticesStore): QueueStore {
  const store = createStore<QueueStoreState>(() => ({ jobs: [], state: idle, reached: new Map() }))
  client.on('queue.changed', ({ jobs, removedJobIds, state }) => {
    store.setState((old) => ({ jobs: mergeJobs(old.jobs, jobs, removedJobIds), state }))
  })
  client.on('queue.progress', ({ jobId, progress }) => {
    store.setState(({ jobs }) => ({ jobs: jobs.map((job) => (job.id === jobId ? { ...job, progress } : job)) }))
  })
  client.on('queue.layer', ({ jobId, layer }) => {
    store.setState(({ reached }) => ({ reached: new Map(reached).set(jobId, layer) }))
  })
  client.on('queue.promptCut', ({ read }) => {
    notices.show({
      kind: 'invalid-input',
      operation: 'read the prompt',
      reason: `it is longer than the model reads; it read only “${read}”`,
      remedy: 'Say it in fewer words, what matters most first'
    })
  })
  const load = async () => {
    const found = await notices.attempt('read the queue', () =>
      Promise.all([client.call('queue.list', {}), client.call('queue.state', {})])
    )
    if (found !== null) store.setState({ jobs: found[0], state: found[1] })
  }
  return {
    ...store,
    load,
    add: (request, first = false) => notices.attempt('queue the work', () => client.call('queue.add', { request, first })),
    act: async (action, jobId) => {
      await notices.attempt(`${action} the job`, () => client.call(`queue.${action}`, { jobId }))
    },
    move: async (jobId, beforeJobId) => {
      await notices.attempt('move the job', () => client.call('queue.move', { jobId, beforeJobId }))
      await load()
    },
    hold: async (isHeld) => {
      const state = await notices.attempt('hold the queue', () => client.call('queue.hold', { isHeld }))
      if (state !== null) store.setState({ state })
    },
    clear: async () => {
      await notices.attempt('clear the queue', () => client.call('queue.clear', {}))
    }
  }
}
