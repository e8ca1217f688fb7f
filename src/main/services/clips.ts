/** Makes single clips that are not kept: prompt → tokens of every layer → frames → MP4 in the cache folder. */
import { randomInt } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { clipsMethods, ClipOutcome } from '../../shared/contract/clips.ts'
import type { Emit } from '../../shared/contract.ts'
import type { EngineEvent } from '../../shared/contract/engine.ts'
import { ConflictError, toWireError } from '../../shared/errors.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import type { Log } from '../logging/log.ts'
import type { MediaLibrary } from '../media/library.ts'
import { writeMp4 } from '../pipeline/5-export/write-mp4.ts'
import type { Engine } from './engine.ts'

export interface ClipsServiceOptions {
  readonly engine: Pick<Engine, 'call' | 'ready'>
  readonly cacheFolder: string
  readonly media: MediaLibrary
  readonly emit: Emit
  readonly log: Log
}

export interface ClipsService {
  readonly handlers: Handlers<typeof clipsMethods>
  /** Cancels what runs and removes what was made. */
  readonly close: () => Promise<void>
}

interface Order {
  readonly clipId: string
  readonly prompt: string
  readonly seed: number
}

const maximumRunning = 4
/** Small clips are enlarged to about this many rows: better by the encoder's filter than by the browser's. */
const shownHeight = 512
/** Seeds that a person can read and type again. */
const seedLimit = 2 ** 31

/** Starts the service. Nothing runs before the first call. */
export function createClipsService({ engine, emit, cacheFolder, media, log }: ClipsServiceOptions): ClipsService {
  const running = new Map<string, { abort: AbortController; ended: Promise<void> }>()
  const made = new Set<string>()

  const report = (clipId: string, frames: number) => (event: EngineEvent) => {
    if (event.type === 'tokens') {
      const { layer, done, total } = event
      emit('clips.progress', { clipId, stage: { kind: 'layer', layer }, done, total })
    }
    if (event.type === 'frames') {
      const done = event.firstFrame + event.count
      emit('clips.progress', { clipId, stage: { kind: 'frames' }, done, total: frames })
    }
    if (event.type === 'prompt' && event.prompt.isCut) {
      emit('clips.promptCut', { clipId, read: event.prompt.read })
    }
  }

  const make = async ({ clipId, prompt, seed }: Order, signal: AbortSignal): Promise<ClipOutcome> => {
    const { manifest } = await engine.ready()
    const { clip, layers } = manifest
    const onEvent = report(clipId, clip.frames)
    const begin = performance.now()
    const untilLayer = layers.at(-1)?.index ?? 0
    const generated = await engine.call('generate', { prompt, takes: [{ seed }], untilLayer }, { signal, onEvent })
    const [take] = generated.takes
    if (generated.status === 'cancelled' || take === undefined) return { status: 'cancelled' }
    const raw = join(cacheFolder, `${clipId}.rgb`)
    const video = join(cacheFolder, `${clipId}.mp4`)
    try {
      const { tokens, masked } = take
      const range = { layers: layers.length, fromFrame: 0, toFrame: clip.frames }
      const decoded = await engine.call('decode', { tokens, masked, ...range, file: raw }, { signal, onEvent })
      if (decoded.status === 'cancelled') return { status: 'cancelled' }
      const scale = Math.max(1, Math.floor(shownHeight / clip.height))
      await writeMp4({ ...clip, file: raw }, video, { scale, signal })
    } finally {
      await rm(raw, { force: true })
    }
    made.add(video)
    const videoId = media.add({ file: video, type: 'video/mp4' })
    return { status: 'done', videoId, seed, seconds: (performance.now() - begin) / 1000 }
  }

  const run = async (order: Order, signal: AbortSignal) => {
    const { clipId } = order
    let outcome: ClipOutcome
    try {
      outcome = await make(order, signal)
    } catch (error) {
      const wire = toWireError(error, 'make the clip')
      if (wire.kind === 'internal') log.error({ error }, 'a clip failed unexpectedly')
      // Cancelling is not an error, whichever step noticed it.
      outcome = signal.aborted ? { status: 'cancelled' } : { status: 'failed', error: wire }
    }
    running.delete(clipId)
    emit('clips.ended', { clipId, outcome })
  }

  return {
    handlers: {
      'clips.describePack': async () => {
        const { manifest, device } = await engine.ready()
        const { id, name, version, licence, clip } = manifest
        const layers = manifest.layers.map((layer) => ({
          index: layer.index,
          name: layer.name,
          tokens: layer.grid.reduce((product, size) => product * size, 1)
        }))
        return { id, name, version, licence, clip, layers, device: { provider: device.provider, reason: device.reason } }
      },
      'clips.create': ({ clipId, prompt, seed: wanted }) => {
        if (running.size >= maximumRunning || running.has(clipId)) {
          throw new ConflictError({
            operation: 'make the clip',
            reason: 'enough clips are being made already',
            remedy: 'Wait for one to end, or cancel it'
          })
        }
        const seed = wanted ?? randomInt(seedLimit)
        const abort = new AbortController()
        running.set(clipId, { abort, ended: run({ clipId, prompt, seed }, abort.signal) })
        return { seed }
      },
      'clips.cancel': ({ clipId }) => {
        running.get(clipId)?.abort.abort()
        return {}
      }
    },
    close: async () => {
      for (const { abort } of running.values()) abort.abort()
      await Promise.all([...running.values()].map(({ ended }) => ended))
      await Promise.all([...made].map((file) => rm(file, { force: true })))
    }
  }
}
