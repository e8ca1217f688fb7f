/**
 * The process that is killed: it opens the library and edits, generates, exports and backs up without end, telling the
 * driver before and after each step. Arguments: folder of the library, folder for exports, seed.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../../src/main/services/store.ts'
import { hideTypes } from '../../src/main/services/queue/runner.ts'
import { createBoardRunner } from '../../src/main/services/queue/runners/board.ts'
import { createDensifyRunner } from '../../src/main/services/queue/runners/densify.ts'
import { createEngines } from '../../src/main/services/queue/runners/engines.ts'
import { createRandom } from '../fuzz/draw-json.ts'
import { createCounterEngine } from '../main/counter-engine.ts'
import { diffFacts, readFacts } from './facts.ts'
import { createOperations } from './operations.ts'
import type { WorkerMessage } from './messages.ts'

const [folder = '', exports = '', seed = '0'] = process.argv.slice(2)
// Straight into the pipe: what was told before the kill is there after it.
const tell = (message: WorkerMessage): void => {
  writeSync(1, `${JSON.stringify(message)}\n`)
}

const drawnLayers = new Set<string>()
let observe: (layer: number, position: number) => void = () => undefined
const engine = createCounterEngine({ chunk: 8, milliseconds: 6, beforeChunk: (layer, position) => observe(layer, position) })
const engines = createEngines(engine)
const store = await openStore({
  folder,
  emit: () => undefined,
  log: { info: () => undefined, warn: () => undefined, error: (fields) => void process.stderr.write(`${JSON.stringify(fields)}\n`) },
  files: { resolve: (handle) => join(exports, handle) }
})
const { connection } = store.library
observe = (layer, position) => {
  const [job] = connection.all<{ id: string; sequence: number }>("SELECT id, sequence FROM job WHERE state = 'running' AND kind = 'densify'")
  if (job === undefined) return
  const key = `${job.id}/${layer}`
  if (!drawnLayers.has(key)) tell({ type: 'drawn', jobId: job.id, layer, position })
  drawnLayers.add(key)
  const stored = connection.one<{ tokens: number }>(
    'SELECT coalesce(sum(length(tokens) / 8), 0) AS tokens FROM jobChunk WHERE jobSequence = ? AND layer = ?', job.sequence, layer
  )
  tell({ type: 'stored', jobId: job.id, layer, tokens: stored?.tokens ?? 0 })
}
store.start([hideTypes(createBoardRunner(engines)), hideTypes(createDensifyRunner(engines))])
tell({ type: 'open' })

const random = createRandom(Number(seed))
const nextOperation = createOperations(store.handlers, connection, random)
let facts = readFacts(connection)
for (;;) {
  const { name, touches, run } = nextOperation()
  tell({ type: 'begin', operation: name, touches })
  const file = await run()
  const after = readFacts(connection)
  tell({ type: 'done', operation: name, facts: diffFacts(facts, after) })
  if (file !== undefined) tell({ type: 'exported', file })
  facts = after
}
