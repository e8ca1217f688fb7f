/** A store in a folder of its own, on a real database, with the counting engine behind its queue. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createDispatcherFor } from '../../src/main/services/dispatcher.ts'
import { createGrantedFiles } from '../../src/main/services/granted-files.ts'
import { hideTypes } from '../../src/main/services/queue/runner.ts'
import { createBoardRunner } from '../../src/main/services/queue/runners/board.ts'
import { createDensifyRunner } from '../../src/main/services/queue/runners/densify.ts'
import { createEngines } from '../../src/main/services/queue/runners/engines.ts'
import { createRerollRunner } from '../../src/main/services/queue/runners/reroll.ts'
import { openStore } from '../../src/main/services/store.ts'
import { fromWireError } from '../../src/shared/errors.ts'
import { historyMethods } from '../../src/shared/contract/history.ts'
import { projectFileMethods } from '../../src/shared/contract/project-file.ts'
import { projectsMethods } from '../../src/shared/contract/projects.ts'
import { queueMethods } from '../../src/shared/contract/queue.ts'
import { settingsMethods } from '../../src/shared/contract/settings.ts'
import { shotsMethods } from '../../src/shared/contract/shots.ts'
import { takesMethods } from '../../src/shared/contract/takes.ts'
import { createEventHub } from '../../src/main/services/event-hub.ts'
import { countedLayers } from './counted-layers.ts'
import { counterPack, createCounterEngine } from './counter-engine.ts'
import type { EventName, EventPayload, MethodInput, MethodOutput } from '../../src/shared/contract.ts'
import type { JobState } from '../../src/shared/storyboard/job.ts'
import type { ShotId } from '../../src/shared/storyboard/ids.ts'
import type { AnyRunner } from '../../src/main/services/queue/runner.ts'
import type { EngineClient } from '../../src/main/engine/client.ts'

const table = {
  ...projectsMethods, ...shotsMethods, ...takesMethods, ...historyMethods, ...queueMethods, ...settingsMethods, ...projectFileMethods
}
type Name = keyof typeof table

export interface TestStoreOptions {
  readonly folder?: string
  readonly engine?: Pick<EngineClient, 'call' | 'ready'>
  readonly runners?: readonly AnyRunner[]
  readonly now?: () => number
}

/** A folder that is removed when the test ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hitvideo-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Opens a store; it is closed when the test ends, if the test did not do it. */
export async function openTestStore(options: TestStoreOptions = {}) {
  const folder = options.folder ?? makeFolder()
  const events: { name: EventName; payload: unknown }[] = []
  const defects: unknown[] = []
  const hub = createEventHub()
  hub.subscribe((name, payload) => events.push({ name, payload }))
  const files = createGrantedFiles()
  const engines = createEngines(options.engine ?? createCounterEngine())
  const own = [hideTypes(createBoardRunner(engines)), hideTypes(createRerollRunner(engines)), hideTypes(createDensifyRunner(engines))]
  const store = await openStore({
    folder,
    emit: hub.emit,
    log: { info: () => undefined, warn: () => undefined, error: (fields) => defects.push(fields) },
    files,
    ...(options.now === undefined ? {} : { now: options.now })
  })
  store.start([...(options.runners ?? []), ...own])
  let isClosed = false
  const close = async (): Promise<void> => {
    if (isClosed) return
    isClosed = true
    await store.close()
  }
  onTestFinished(close)
  const dispatch = createDispatcherFor(table, store.handlers, { onDefect: (_, error) => defects.push(error) })
  /** Through the same parsing as a window's call. */
  const call = async <Method extends Name>(name: Method, input: MethodInput<Method>): Promise<MethodOutput<Method>> => {
    const outcome = await dispatch(name, JSON.parse(JSON.stringify(input)))
    if (!outcome.ok) throw fromWireError(outcome.error)
    return outcome.value as MethodOutput<Method>
  }
  const payloads = <Event extends EventName>(name: Event): EventPayload<Event>[] =>
    events.filter((event) => event.name === name).map((event) => event.payload as EventPayload<Event>)
  const toRead = (path: string) => files.grant(path, 'read')
  const toWrite = (path: string) => files.grant(path, 'write')
  return { ...store, folder, call, toRead, toWrite, events, payloads, defects, close }
}

export type TestStore = Awaited<ReturnType<typeof openTestStore>>

/** A project with one shot. */
export async function addShot({ call }: TestStore, prompt = 'a dog runs through a meadow') {
  const { project } = await call('projects.create', { name: 'Morning walk' })
  const shot = await call('shots.create', { projectId: project.id, fields: { prompt } })
  return { project, shot }
}

/** A take with all layers, or some. */
export async function addTake({ call }: TestStore, shotId: ShotId, seed = 7, indices?: readonly number[]) {
  return await call('takes.create', {
    shotId, pack: counterPack, layers: countedLayers(seed, indices), seed, sampling: [], prompt: 'a dog runs', negativePrompt: ''
  })
}

/** Waits until a job is in one of these states. */
export async function untilJob({ call }: TestStore, jobId: MethodInput<'queue.get'>['jobId'], states: readonly JobState[] = ['done', 'failed', 'cancelled', 'paused']) {
  for (;;) {
    const job = await call('queue.get', { jobId })
    if (states.includes(job.state)) return job
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
