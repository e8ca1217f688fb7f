/**
 * The process that is killed while it generates: the store's queue with the real engine on the fixture pack. It makes
 * boards and their layers without end. Arguments: folder of the library, seed; a third one lets it end when no job is left.
 */
import { writeSync } from 'node:fs'
import { EngineClient } from '../../src/main/engine/client.ts'
import { hideTypes } from '../../src/main/services/queue/runner.ts'
import { createBoardRunner } from '../../src/main/services/queue/runners/board.ts'
import { createDensifyRunner } from '../../src/main/services/queue/runners/densify.ts'
import { createEngines } from '../../src/main/services/queue/runners/engines.ts'
import { openStore } from '../../src/main/services/store.ts'
import { shotDefaults } from '../../src/shared/storyboard/shot.ts'
import type { EventPayload } from '../../src/shared/contract.ts'
import type { JobId, ProjectId, ShotId, TakeId } from '../../src/shared/storyboard/ids.ts'
import { createRandom } from '../fuzz/draw-json.ts'
import { fixtureFolder } from '../model-pack/packs.ts'
import { generatedPrompt, seedCount } from './expected-takes.ts'
import type { GenerationMessage } from './messages.ts'

const [folder = '', seed = '0', isLast] = process.argv.slice(2)
// Straight into the pipe: what was told before the kill is there after it.
const tell = (message: GenerationMessage): void => {
  writeSync(1, `${JSON.stringify(message)}\n`)
}

const client = new EngineClient({ setup: { packFolder: fixtureFolder, providers: ['cpu'], threads: 1 } })
const call: EngineClient['call'] = (method, params, options = {}) =>
  client.call(method, params, {
    ...options,
    onEvent: (event) => {
      if (event.type === 'step') tell({ type: 'step', layer: event.layer, step: event.step })
      options.onEvent?.(event)
    }
  })
const engines = createEngines({ call, ready: () => client.ready() })
const store = await openStore({
  folder,
  emit: (name, payload) => {
    if (name !== 'queue.changed') return
    for (const { state, result } of (payload as EventPayload<'queue.changed'>).jobs) {
      if (state === 'done') tell({ type: 'made', takeIds: result?.takeIds ?? [] })
    }
  },
  log: { info: () => undefined, warn: () => undefined, error: (fields) => void process.stderr.write(`${JSON.stringify(fields)}\n`) },
  files: { resolve: (handle) => handle }
})
const { connection } = store.library
const { handlers } = store
await client.ready()
tell({ type: 'engine', pid: client.pid ?? 0 })
store.start([hideTypes(createBoardRunner(engines)), hideTypes(createDensifyRunner(engines))])

const random = createRandom(Number(seed))
const newShot = async (): Promise<ShotId> => {
  const known = connection.one<{ id: ProjectId }>('SELECT id FROM project')
  const projectId = known?.id ?? ((await handlers['projects.create']({ name: 'Chaos', packId: null })).project.id as ProjectId)
  const fields = { ...shotDefaults, prompt: generatedPrompt }
  return (await handlers['shots.create']({ projectId, beforeShotId: null, fields })).id as ShotId
}
for (;;) {
  await new Promise((resolve) => setTimeout(resolve, 2))
  if (connection.one("SELECT 1 FROM job WHERE state IN ('running', 'waiting')")) continue
  // A job that was killed five times before its first stored token waits to be asked for again.
  const failed = connection.one<{ id: JobId }>("SELECT id FROM job WHERE state = 'failed'")
  const open = connection.one<{ id: TakeId }>('SELECT id FROM take WHERE (SELECT count(*) FROM layer WHERE takeId = take.id) = 1')
  if (failed) await handlers['queue.retry']({ jobId: failed.id })
  else if (open) {
    const request = { kind: 'densify' as const, takeId: open.id, layers: [], seed: null, sampling: [] }
    await handlers['queue.add']({ request, first: false })
  } else if (isLast === undefined) {
    const shotId = connection.one<{ id: ShotId }>('SELECT id FROM shot')?.id ?? (await newShot())
    const seeds = [Math.floor(random() * seedCount), Math.floor(random() * seedCount)]
    await handlers['queue.add']({ request: { kind: 'board', shotId, seeds, sampling: [], packId: null }, first: false })
  } else break
}
await store.close()
client.stop()
