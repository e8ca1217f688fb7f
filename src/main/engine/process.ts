/**
 * The engine process: loads one pack, then answers calls until its parent goes away. Inference blocks JavaScript, which is
 * why it has a process of its own; calls under way take turns between steps.
 */
import { StudioError, toWireError } from '../../shared/errors.ts'
import { openPack } from '../inference/open-pack.ts'
import type { EngineSetup, FromEngine, ToEngine } from './protocol.ts'
import { StudioEngine } from './studio-engine.ts'

/** Electron gives a utility process this port in place of Node's channel. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
}

const parentPort = (process as { parentPort?: ParentPort }).parentPort

function send(message: FromEngine): void {
  if (parentPort) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
    parentPort.postMessage(message)
    return
  }
  // The parent may be gone already; then nobody waits for the answer, and `disconnect` ends this process.
  process.send?.(message, undefined, undefined, () => undefined)
}

let engine: StudioEngine | null = null
const underWay = new Map<number, AbortController>()

async function setUp({ packFolder, providers, threads }: EngineSetup): Promise<void> {
  try {
    engine = new StudioEngine(await openPack(packFolder, providers, threads))
    send({ type: 'ready' })
  } catch (error) {
    send({ type: 'failed', error: toWireError(error, 'start the engine') })
  }
}

async function answer({ id, method, params }: Extract<ToEngine, { type: 'call' }>): Promise<void> {
  const controller = new AbortController()
  underWay.set(id, controller)
  try {
    if (!engine) throw new Error('The engine was called before it was ready')
    const hooks = {
      signal: controller.signal,
      emit: (event: Extract<FromEngine, { type: 'event' }>['event']) => send({ type: 'event', id, event })
    }
    send({ type: 'result', id, result: await engine.call(method, params, hooks) })
  } catch (error) {
    // What crosses as "internal" says nothing; where the defect is stands here.
    if (!(error instanceof StudioError)) console.error(error)
    send({ type: 'error', id, error: toWireError(error, method) })
  } finally {
    underWay.delete(id)
  }
}

function receive(message: ToEngine): void {
  if (message.type === 'setup') void setUp(message.setup)
  else if (message.type === 'call') void answer(message)
  else underWay.get(message.id)?.abort()
}

// Ctrl+C in a terminal reaches the whole group: the parent cancels, and ends this process when it has what it wants.
process.on('SIGINT', () => undefined)

if (parentPort) parentPort.on('message', ({ data }) => receive(data as ToEngine))
else {
  process.on('message', (message) => receive(message as ToEngine))
  // Without its parent nobody hears the answers.
  process.on('disconnect', () => process.exit(0))
}
