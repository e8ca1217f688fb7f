/** New codes for some tokens of one layer: a child take that keeps the rest, what lies under them marked stale. */
import { z } from 'zod'
import { ConflictError } from '../../../../shared/errors.ts'
import { positionsOf } from '../../../../shared/storyboard/bits.ts'
import { changeTokens } from '../../../../shared/storyboard/change-tokens.ts'
import { drawSchema, layerTokensSchema } from '../../../../shared/storyboard/take.ts'
import { readLayers } from '../../../database/layers.ts'
import { nextDraw } from '../../../database/takes.ts'
import { addChild } from '../../workspace/child-takes.ts'
import { getPack, getTake } from '../../workspace/owners.ts'
import { generate, keyOf, openPackOf, toUsedSampling } from './generation.ts'
import type { JobRunner } from '../runner.ts'
import type { Engines } from './generation.ts'

const inputsSchema = z.object({
  draw: drawSchema,
  /** The take as it was when the job was added. */
  layers: z.array(layerTokensSchema),
  positions: z.array(z.int().min(0))
})

export function createRerollRunner(engines: Engines): JobRunner<'reroll', z.infer<typeof inputsSchema>> {
  return {
    kind: 'reroll',
    inputsSchema,
    prepare: (request, read) => {
      const take = getTake(read, request.takeId)
      const pack = getPack(read, take.packHash)
      const layers = readLayers(read, take.id)
      const target = layers.find((layer) => layer.layer === request.layer)
      const count = target?.codes.length ?? 0
      const locked = new Set(positionsOf(target?.locked ?? null, count))
      const wanted = request.positions === 'unlocked' ? Array.from({ length: count }, (_, i) => i) : request.positions
      const positions = [...new Set(wanted)].filter((position) => position < count && !locked.has(position))
      if (positions.length === 0) {
        throw new ConflictError({
          operation: 're-roll', reason: 'there is no unlocked cell among the chosen ones', remedy: 'Unlock a cell, or choose others'
        })
      }
      return {
        projectId: take.projectId,
        inputs: { draw: nextDraw(read, take.shotId, take.seed), layers, positions },
        unit: 'tokens',
        work: [{ key: keyOf('reroll', pack.id, request.layer), units: positions.length }]
      }
    },
    run: async (context) => {
      const { request, inputs, read } = context
      const take = getTake(read, request.takeId)
      const pack = getPack(read, take.packHash)
      const opened = await openPackOf(engines, pack)
      const rolled = new Set(inputs.positions)
      const tokens = new Map<number, readonly number[]>()
      const locked = new Map<number, readonly number[]>()
      for (const layer of inputs.layers.filter((candidate) => candidate.layer >= request.layer)) {
        const isTarget = layer.layer === request.layer
        tokens.set(layer.layer, isTarget ? layer.codes.map((code, position) => (rolled.has(position) ? -1 : code)) : layer.codes)
        // All that is kept conditions what is new, also what is drawn before it: that is what a re-roll of a cell means.
        const kept = layer.codes.flatMap((_, position) => (isTarget && rolled.has(position) ? [] : [position]))
        locked.set(layer.layer, kept)
      }
      const { prompt, negativePrompt, seed } = take
      const { draw } = inputs
      const sampling = mergeSampling(request.sampling, take.sampling)
      const generation = {
        prompt, negativePrompt, takes: [{ seed, draw, tokens, locked }], untilLayer: request.layer, sampling
      }
      const [result] = (await generate(context, opened, generation)) ?? []
      if (result === undefined) return { status: 'stopped' }
      const made = result.tokens[String(request.layer)] ?? []
      const codes = inputs.positions.map((position) => made[position] ?? 0)
      const layers = changeTokens(pack.layers, inputs.layers, [{ layer: request.layer, positions: inputs.positions, codes }])
      return {
        status: 'done',
        mark: 'reroll',
        apply: (edit) => {
          const used = toUsedSampling(opened.description, sampling, request.layer).filter(({ layer }) => layer === request.layer)
          return { takeIds: [addChild(edit, take, 'reroll', { draw, sampling: mergeSampling(used, take.sampling) }, layers)] }
        }
      }
    }
  }
}

/** The request's values, and the take's own for layers that the request does not name; top layer first. */
export function mergeSampling<Entry extends { layer: number }>(
  request: readonly Entry[], own: readonly Entry[]
): Entry[] {
  const others = own.filter((entry) => !request.some((other) => other.layer === entry.layer))
  return [...request, ...others].toSorted((a, b) => b.layer - a.layer)
}
