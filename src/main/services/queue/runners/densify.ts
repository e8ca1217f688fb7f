/**
 * The layers below what is there. Layers that the take does not have are added to it; where some are made again, the
 * result is a child take. Locked tokens are kept; of a stale layer only the stale tokens are made again.
 */
import { z } from 'zod'
import { ConflictError } from '../../../../shared/errors.ts'
import { positionsOf, toBits } from '../../../../shared/storyboard/bits.ts'
import { markStale } from '../../../../shared/storyboard/change-tokens.ts'
import { findStale } from '../../../../shared/storyboard/stale.ts'
import { drawSchema, layerIndexSchema, layerTokensSchema, seedSchema } from '../../../../shared/storyboard/take.ts'
import { readLayers } from '../../../database/layers.ts'
import { nextDraw } from '../../../database/takes.ts'
import { addChild, setLayers } from '../../workspace/child-takes.ts'
import { getPack, getTake } from '../../workspace/owners.ts'
import { cellsOf, generate, keyOf, openPackOf, toLayers, toUsedSampling } from './generation.ts'
import { mergeSampling } from './reroll.ts'
import type { LayerTokens, PackReference, Take } from '../../../../shared/storyboard/take.ts'
import type { JobRunner } from '../runner.ts'
import type { Engines } from './generation.ts'

const inputsSchema = z.object({
  seed: seedSchema,
  draw: drawSchema,
  /** What the take had when the job was added, −1 where a token is to be drawn. */
  layers: z.array(layerTokensSchema.extend({ codes: z.array(z.int().min(-1)) })),
  /** Layers that are drawn wholly or in part. */
  drawn: z.array(layerIndexSchema).min(1),
  /** All of them were missing and the seed is the take's own: they are added to the take itself. */
  isInPlace: z.boolean()
})

type Inputs = z.infer<typeof inputsSchema>

export function createDensifyRunner(engines: Engines): JobRunner<'densify', Inputs> {
  return {
    kind: 'densify',
    inputsSchema,
    prepare: (request, read) => {
      const take = getTake(read, request.takeId)
      const pack = getPack(read, take.packHash)
      const there = readLayers(read, take.id)
      const drawn = chooseLayers(pack, take, request.layers)
      const isMissing = (index: number): boolean => !there.some((layer) => layer.layer === index)
      const seed = request.seed ?? take.seed
      const isInPlace = drawn.every(isMissing) && seed === take.seed
      const draw = drawn.every(isMissing) || seed !== take.seed ? take.draw : nextDraw(read, take.shotId, seed)
      const layers = there.map((layer) =>
        drawn.includes(layer.layer) ? clearTokens(layer, request.layers.includes(layer.layer)) : layer
      )
      const work = pack.layers.filter(({ index }) => drawn.includes(index)).map((shape) => ({
        key: keyOf('densify', pack.id, shape.index),
        units: layers.find((layer) => layer.layer === shape.index)?.codes.filter((code) => code < 0).length ?? cellsOf(shape)
      }))
      return { projectId: take.projectId, inputs: { seed, draw, layers, drawn, isInPlace }, unit: 'tokens', work }
    },
    run: async (context) => {
      const { request, inputs, read } = context
      const take = getTake(read, request.takeId)
      const pack = getPack(read, take.packHash)
      const opened = await openPackOf(engines, pack)
      const untilLayer = Math.min(...inputs.drawn)
      const tokens = new Map(inputs.layers.map((layer) => [layer.layer, layer.codes]))
      const locked = new Map(inputs.layers.map((layer) => [layer.layer, positionsOf(layer.locked, layer.codes.length)]))
      const sampling = mergeSampling(request.sampling, take.sampling)
      const { seed, draw } = inputs
      const { prompt, negativePrompt } = take
      const generation = { prompt, negativePrompt, takes: [{ seed, draw, tokens, locked }], untilLayer, sampling, candidates: request.candidates }
      const [result] = (await generate(context, opened, generation)) ?? []
      if (result === undefined) return { status: 'stopped' }
      const maskLayer = opened.description.manifest.mask?.layer ?? null
      const made = toLayers(result, pack.layers.filter(({ index }) => index >= untilLayer), maskLayer)
      const used = toUsedSampling(opened.description, sampling, untilLayer).filter(({ layer }) => inputs.drawn.includes(layer))
      const allSampling = mergeSampling(used, take.sampling)
      return {
        status: 'done',
        mark: 'densify',
        apply: (edit) => {
          if (inputs.isInPlace && stillLacks(getTake(edit.database, take.id), inputs.drawn)) {
            setLayers(edit, take, made.filter((layer) => inputs.drawn.includes(layer.layer)))
            edit.take(take.id, take.shotId, { sampling: JSON.stringify(allSampling) })
            return { takeIds: [take.id] }
          }
          const layers = combine(pack, inputs, made)
          return { takeIds: [addChild(edit, take, 'densify', { seed, draw, sampling: allSampling }, layers)] }
        }
      }
    }
  }
}

/** The layers to draw: those asked for with all that are missing above them, else those that are missing or stale. */
function chooseLayers(pack: PackReference, take: Take, wanted: readonly number[]): number[] {
  const missing = pack.layers.filter(({ index }) => !take.layers.some((state) => state.layer === index)).map(({ index }) => index)
  const stale = take.layers.filter((state) => state.stale > 0).map((state) => state.layer)
  const lowest = wanted.length === 0 ? 0 : Math.min(...wanted)
  const needed = wanted.length === 0 ? [...missing, ...stale] : [...wanted, ...missing.filter((index) => index > lowest)]
  const known = pack.layers.map(({ index }) => index).filter((index) => needed.includes(index))
  if (known.length > 0) return known
  throw new ConflictError({
    operation: 'densify',
    reason: 'nothing is missing or stale',
    remedy: 'Choose the layers that should be made again'
  })
}

/** −1 at the tokens to draw: all, or only the stale ones, and never a locked one. */
function clearTokens(layer: LayerTokens, isWhole: boolean): LayerTokens {
  const count = layer.codes.length
  const locked = new Set(positionsOf(layer.locked, count))
  const stale = new Set(positionsOf(layer.stale, count))
  const codes = layer.codes.map((code, position) => (!locked.has(position) && (isWhole || stale.has(position)) ? -1 : code))
  return { ...layer, codes, stale: toBits([], count) }
}

function stillLacks(take: Take, layers: readonly number[]): boolean {
  return !take.layers.some((state) => layers.includes(state.layer))
}

/** The child's layers: the new ones with the old locks, the others as they were, stale where something above them changed. */
function combine(pack: PackReference, inputs: Inputs, made: readonly LayerTokens[]): LayerTokens[] {
  const kept = inputs.layers.filter((layer) => !inputs.drawn.includes(layer.layer))
  const drawn = made
    .filter((layer) => inputs.drawn.includes(layer.layer))
    .map((layer) => ({ ...layer, locked: inputs.layers.find((old) => old.layer === layer.layer)?.locked ?? null }))
  const stale = kept.map((layer) => {
    const lower = pack.layers.find(({ index }) => index === layer.layer)
    return pack.layers.reduce((current, upper) => {
      const old = inputs.layers.find((candidate) => candidate.layer === upper.index)
      if (lower === undefined || old === undefined || upper.index <= layer.layer || !inputs.drawn.includes(upper.index)) return current
      const changed = old.codes.flatMap((code, position) => (code < 0 ? [position] : []))
      return markStale(current, findStale(upper.grid, changed, lower.grid))
    }, layer)
  })
  return [...drawn, ...stale].toSorted((a, b) => b.layer - a.layer)
}
