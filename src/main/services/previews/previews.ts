/** Pictures of takes and of jobs at work, the alternatives of a cell, and how unsure the model is of each cell. */
import { readFile } from 'node:fs/promises'
import { ConflictError, NotFoundError } from '../../../shared/errors.ts'
import { findJob, readChunks } from '../../database/jobs.ts'
import { readLayers } from '../../database/layers.ts'
import { getPack, getTake } from '../workspace/owners.ts'
import { requirePack, toEngineTokens } from './engine-tokens.ts'
import { countColumns, layOutFrames } from './frame-sheet.ts'
import { collectLayers } from './job-tokens.ts'
import { createPictureCache, hashKey } from './picture-cache.ts'
import { encodePng } from './png.ts'
import type { Preview, previewsMethods } from '../../../shared/contract/previews.ts'
import type { Handlers } from '../../../shared/rpc/table.ts'
import type { JobId, TakeId } from '../../../shared/storyboard/ids.ts'
import type { LayerTokens } from '../../../shared/storyboard/take.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import type { EngineClient } from '../../engine/client.ts'
import type { MediaLibrary } from '../../media/library.ts'

export interface PreviewsServiceOptions {
  readonly read: ReadableDatabase
  readonly engine: Pick<EngineClient, 'call' | 'ready'>
  readonly media: MediaLibrary
  readonly cacheFolder: string
}

const maximumEntropies = 50

/** Makes the service. Nothing runs before the first call. */
export function createPreviewsService(options: PreviewsServiceOptions): Handlers<typeof previewsMethods> {
  const { read, engine, cacheFolder, media } = options
  const pictures = createPictureCache(cacheFolder, media)
  const entropies = new Map<string, Record<string, number[]>>()

  /** Decodes the first layers of some tokens into a sheet, or finds it where that was done before. */
  const show = async (packHash: string, layers: readonly LayerTokens[], wanted: number | null): Promise<Preview> => {
    const { manifest } = await engine.ready()
    const { frames, framesPerSecond, height, width } = manifest.clip
    const count = Math.min(wanted ?? layers.length, layers.length)
    const { tokens, masked } = toEngineTokens(layers, count)
    const hash = hashKey([packHash, count, tokens, masked])
    const mediaId = await pictures.get(hash, async (file) => {
      await engine.call('decode', { tokens, masked, layers: count, fromFrame: 0, toFrame: frames, file })
      const sheet = layOutFrames(await readFile(file), frames, height, width)
      return encodePng(sheet.pixels, sheet.height, sheet.width)
    })
    return { mediaId, hash, layers: count, frames, columns: countColumns(frames), framesPerSecond, height, width }
  }

  /** A take of the pack that is open. */
  const openTake = async (takeId: TakeId) => {
    const take = getTake(read, takeId)
    requirePack(await engine.ready(), take.packHash, getPack(read, take.packHash).id)
    return { take, layers: readLayers(read, takeId) }
  }

  const showJob = async (jobId: JobId, takeIndex: number, count: number): Promise<Preview> => {
    const job = findJob(read, jobId)
    if (job === undefined) {
      throw new NotFoundError({ operation: 'show the job', reason: 'it is not in the queue any more', remedy: 'Look at its takes' })
    }
    const { manifest, packHash } = await engine.ready()
    const base = job.request.kind === 'densify' || job.request.kind === 'reroll' ? readLayers(read, job.request.takeId) : []
    const layers = collectLayers(manifest.layers, base, readChunks(read, job.sequence), takeIndex)
    if (layers.length < count) {
      throw new ConflictError({
        operation: 'show the job', reason: `layer ${count} of it is not complete`, remedy: 'Ask again when it is'
      })
    }
    return show(packHash, layers, count)
  }

  return {
    'previews.get': async ({ takeId, layers }) => {
      const open = await openTake(takeId)
      return show(open.take.packHash, open.layers, layers)
    },
    'previews.ofJob': ({ jobId, takeIndex, layers }) => showJob(jobId, takeIndex, layers),
    'cells.alternatives': async ({ takeId, layer, position, count, frame }) => {
      const { take, layers } = await openTake(takeId)
      const order = layers.findIndex((candidate) => candidate.layer === layer)
      const { tokens, locked, masked } = toEngineTokens(layers, order + 1)
      const { prompt, negativePrompt } = take
      const guidance = take.sampling.find((sampling) => sampling.layer === layer)?.guidance ?? 1
      const request = { prompt, negativePrompt, tokens, locked, masked, layer, position, count, guidance }
      const file = hashKey(['alternatives', take.packHash, request, frame])
      const answer = { found: await engine.call('alternatives', { ...request, thumbnailFrame: null }) }
      const mediaId = await pictures.get(file, async (scratch) => {
        answer.found = await engine.call('alternatives', { ...request, thumbnailFrame: frame, file: scratch })
        const { height, width } = answer.found.thumbnails ?? { height: 1, width: 1 }
        const shown = answer.found.alternatives.length
        const strip = layOutFrames(await readFile(scratch), shown, height, width, shown)
        return encodePng(strip.pixels, strip.height, strip.width)
      })
      const { height, width } = (await engine.ready()).manifest.clip
      const { entropyBits, alternatives } = answer.found
      return { layer, position, entropyBits, alternatives, thumbnails: { mediaId, height, width } }
    },
    'cells.entropy': async ({ takeId, layers: count }) => {
      const { take, layers } = await openTake(takeId)
      const { prompt, negativePrompt } = take
      const { tokens, locked, masked } = toEngineTokens(layers, count)
      const key = hashKey([take.packHash, prompt, negativePrompt, tokens, locked])
      const known = entropies.get(key)
      if (known !== undefined) return { entropyBits: known }
      const { entropyBits } = await engine.call('score', { prompt, negativePrompt, tokens, locked, masked })
      const oldest = entropies.keys().next()
      if (entropies.size >= maximumEntropies && !oldest.done) entropies.delete(oldest.value)
      entropies.set(key, entropyBits)
      return { entropyBits }
    }
  }
}
