/** The whole studio without a window: jobs through the queue and the database, while the event loop and the memory are watched. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { locateApplication } from '../../src/main/application.ts'
import { forkWithNode } from '../../src/main/engine/host.ts'
import { createFolders } from '../../src/main/folders.ts'
import { createStudio, type Studio } from '../../src/main/services/index.ts'
import { serve } from '../contestants/child.ts'

export interface ServicesRequest {
  readonly packFolder: string
  readonly clips: number
}

export interface ServicesMeasurement {
  readonly eventLoopMilliseconds: { readonly p50: number; readonly p99: number; readonly max: number }
  /** Seconds from the click to the end of each job, of every clip. */
  readonly jobs: { readonly board: number[]; readonly densify: number[]; readonly decode: number[] }
  /** The most that each process ever held. */
  readonly peakMegabytes: { readonly services: number; readonly engine: number | null }
}

type JobKind = keyof ServicesMeasurement['jobs']

async function measure({ packFolder, clips }: ServicesRequest): Promise<ServicesMeasurement> {
  const home = await mkdtemp(join(tmpdir(), 'hitvideo-bench-'))
  const folders = { data: join(home, 'data'), logs: join(home, 'logs'), packs: join(home, 'packs'), cache: join(home, 'cache') }
  createFolders(folders)
  let enginePid: number | undefined
  const failures: unknown[] = []
  const studio = await createStudio({
    about: { version: '0.0.0', host: 'browser' },
    folders,
    applicationFolder: locateApplication(),
    log: { info: () => undefined, warn: () => undefined, error: (fields) => failures.push(fields) },
    wantedPack: packFolder,
    fork: (module, listeners) => {
      const host = forkWithNode(module, listeners)
      enginePid = host.pid
      return host
    }
  })
  try {
    // Starts the engine; that is not what is measured.
    await call(studio, 'packs.current', {})
    const { project } = await call<{ project: { id: string } }>(studio, 'projects.create', { name: 'Bench' })
    const delay = monitorEventLoopDelay({ resolution: 1 })
    const jobs: ServicesMeasurement['jobs'] = { board: [], densify: [], decode: [] }
    delay.enable()
    for (let clip = 0; clip < clips; clip++) {
      const fields = { prompt: `a red car drives to the left in a city, number ${clip}` }
      const shot = await call<{ id: string }>(studio, 'shots.create', { projectId: project.id, fields })
      const board = await runJob(studio, jobs, { kind: 'board', shotId: shot.id, seeds: [clip], sampling: [], packId: null })
      const takeId = board.result?.takeIds[0]
      await runJob(studio, jobs, { kind: 'densify', takeId, layers: [], seed: null, sampling: [] })
      await runJob(studio, jobs, { kind: 'decode', takeId, layers: null })
    }
    delay.disable()
    const [p50, p99, max] = [delay.percentile(50), delay.percentile(99), delay.max].map((nanoseconds) => nanoseconds / 1e6)
    if (failures.length > 0) throw new Error(`The studio logged errors: ${JSON.stringify(failures[0])}`)
    return {
      eventLoopMilliseconds: { p50: p50!, p99: p99!, max: max! },
      jobs,
      peakMegabytes: { services: process.resourceUsage().maxRSS / 1024, engine: await peakOf(enginePid) }
    }
  } finally {
    await studio.close()
    await rm(home, { recursive: true, force: true })
  }
}

async function call<Result>({ dispatch }: Studio, method: string, input: object): Promise<Result> {
  const outcome = await dispatch(method, input)
  if (!outcome.ok) throw new Error(`${method}: ${outcome.error.reason}`)
  return outcome.value as Result
}

interface JobEnded {
  readonly id: string
  readonly state: string
  readonly error: { readonly message: string } | null
  readonly result: { readonly takeIds: string[] } | null
}

/** Adds a job and waits for its end. */
async function runJob(studio: Studio, jobs: ServicesMeasurement['jobs'], request: { kind: JobKind; [field: string]: unknown }): Promise<JobEnded> {
  const begin = performance.now()
  const ended = new Map<string, JobEnded>()
  const { promise, resolve } = Promise.withResolvers<void>()
  let wanted: string | null = null
  const leave = studio.hub.subscribe((name, payload) => {
    if (name !== 'queue.changed') return
    for (const job of (payload as { jobs: JobEnded[] }).jobs) {
      if (['done', 'failed', 'cancelled'].includes(job.state)) ended.set(job.id, job)
    }
    if (wanted !== null && ended.has(wanted)) resolve()
  })
  try {
    wanted = (await call<{ id: string }>(studio, 'queue.add', { request })).id
    if (!ended.has(wanted)) await promise
    jobs[request.kind].push((performance.now() - begin) / 1000)
    const job = ended.get(wanted)!
    if (job.state !== 'done') throw new Error(`The ${request.kind} job ${job.state}: ${job.error?.message}`)
    return job
  } finally {
    leave()
  }
}

/** Megabytes that a process held at most; null where the system does not tell (all but Linux). */
async function peakOf(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) / 1024
}

serve({ measure })
