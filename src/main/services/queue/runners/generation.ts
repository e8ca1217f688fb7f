/** What the generating runners have in common: one request to the engine that stores its tokens as they come. */
import { unpackBits } from '../../../../shared/tokens/bit-set.ts'
import { UnavailableError } from '../../../../shared/errors.ts'
import type { EngineDescription, EngineEvent, TakeResult } from '../../../../shared/contract/engine.ts'
import type { Work } from '../../../../shared/storyboard/estimate.ts'
import type { BoardRequest, JobKind } from '../../../../shared/storyboard/job.ts'
import type { LayerSampling, LayerShape, LayerTokens, PackReference } from '../../../../shared/storyboard/take.ts'
import type { EngineClient } from '../../../engine/client.ts'
import type { JobContext } from '../runner.ts'

export interface OpenedPack {
  readonly engine: Pick<EngineClient, 'call'>
  readonly description: EngineDescription
}

/** Starts the engine with a pack. */
export interface Engines {
  /** @param packId null: the default one. Throws an UnavailableError where there is no such pack. */
  open(packId: string | null): Promise<OpenedPack>
}

/** A take that is to be made or completed. */
export interface TakeInWork {
  readonly seed: number
  readonly draw: number
  /** Layer index → codes in raster order; −1 where they are to be drawn. */
  readonly tokens: ReadonlyMap<number, readonly number[]>
  /** Layer index → positions that condition everything, also what is drawn before them. */
  readonly locked: ReadonlyMap<number, readonly number[]>
}

export interface Generation {
  readonly prompt: string
  readonly negativePrompt: string
  readonly takes: readonly TakeInWork[]
  /** Layer index: this one and all above it are completed. */
  readonly untilLayer: number
  readonly sampling: BoardRequest['sampling']
  /** Of each take's clips that are drawn, of which the best is kept; undefined: as many as the pack says. */
  readonly candidates?: number | undefined
}

export const keyOf = (kind: JobKind, packId: string, part: number | string): string => `${kind}/${packId}/${part}`

export const cellsOf = (shape: LayerShape): number => shape.grid[0] * shape.grid[1] * shape.grid[2]

/** The pack as takes refer to it. */
export function toPackReference({ manifest, packHash }: EngineDescription): PackReference {
  const layers = manifest.layers.map(({ index, name, grid, bits }) => ({ index, name, grid, bits }))
  return { id: manifest.id, version: manifest.version, hash: packHash, layers }
}

/** Opens a take's pack; other versions of it would read its tokens differently. */
export async function openPackOf(engines: Engines, pack: PackReference): Promise<OpenedPack> {
  const opened = await engines.open(pack.id)
  if (opened.description.packHash === pack.hash) return opened
  throw new UnavailableError({
    operation: 'open the pack of the take',
    reason: `the take was made with ${pack.id} ${pack.version}, and the ${pack.id} that is installed is another`,
    remedy: `Install ${pack.id} ${pack.version}, or make new boards with the pack that is there`
  })
}

/** The sampling of every layer down to `untilLayer` as it is used: the pack's defaults with the request's values over them. */
export function toUsedSampling(
  { manifest }: EngineDescription, sampling: BoardRequest['sampling'], untilLayer: number
): LayerSampling[] {
  return manifest.layers.flatMap(({ index }, order) => {
    const standard = manifest.sampling[order]
    if (index < untilLayer || standard === undefined) return []
    const wanted = sampling.find((entry) => entry.layer === index)
    return [{
      layer: index,
      guidance: wanted?.guidance ?? standard.guidance,
      temperature: wanted?.temperature ?? standard.temperature,
      topK: wanted?.topK ?? standard.topK,
      topP: wanted?.topP ?? standard.topP
    }]
  })
}

/** Layers of a result, with no position locked or stale. */
export function toLayers(result: TakeResult, shapes: readonly LayerShape[], maskLayer: number | null): LayerTokens[] {
  return shapes.flatMap(({ index }) => {
    const codes = result.tokens[String(index)]
    if (codes === undefined || codes.includes(-1)) return []
    return [{ layer: index, codes, masked: index === maskLayer ? result.masked : null, locked: null, stale: null }]
  })
}

/**
 * Completes takes, from what the checkpoint has.
 * @returns the engine's results in the order of `takes`; null: it was stopped, and what it had is stored
 */
export async function generate(
  context: JobContext<{ kind: JobKind }, unknown>, { engine, description }: OpenedPack, generation: Generation
): Promise<TakeResult[] | null> {
  const { checkpoint, signal } = context
  const { manifest, packHash } = description
  checkpoint.usePack(packHash)
  const shapes = manifest.layers.filter(({ index }) => index >= generation.untilLayer)
  const key = (layer: number): string => keyOf(context.request.kind, manifest.id, layer)
  const missing = new Map<number, number>()
  for (const { index, grid } of shapes) {
    const cells = grid[0] * grid[1] * grid[2]
    const perTake = generation.takes.map((take) => take.tokens.get(index)?.filter((code) => code < 0).length ?? cells)
    missing.set(index, perTake.reduce((sum, count) => sum + count, 0))
  }
  const plan = (): Work[] => [...missing].map(([layer, units]) => ({ key: key(layer), units }))
  const leaveOutMasked = (take: number, layer: number, masked: string): void => {
    const given = generation.takes[take]?.tokens.get(layer)
    const shape = manifest.layers.find(({ index }) => index === layer)
    if (shape === undefined) return
    const flags = unpackBits(masked, cellsOf(shape)) ?? []
    let count = 0
    flags.forEach((flag, position) => {
      if (flag !== 0 && (given?.[position] ?? -1) < 0) count += 1
    })
    missing.set(layer, (missing.get(layer) ?? 0) - count)
  }
  const takes = generation.takes.map((take, number) => {
    const masked = checkpoint.masked(number)
    if (masked !== null && manifest.mask !== null) leaveOutMasked(number, manifest.mask.layer, masked)
    const tokens = Object.fromEntries(
      shapes.map((shape) => {
        const given = take.tokens.get(shape.index) ?? Array.from<number>({ length: cellsOf(shape) }).fill(-1)
        const stored = checkpoint.tokens(number, shape.index)
        return [String(shape.index), given.map((code, position) => (code < 0 ? (stored.get(position) ?? -1) : code))]
      })
    )
    const locked = Object.fromEntries([...take.locked].filter(([layer]) => layer >= generation.untilLayer).map(([layer, positions]) => [String(layer), [...positions]]))
    return { seed: take.seed, draw: take.draw, tokens, locked, masked }
  })
  context.plan(plan())
  for (const layer of missing.keys()) context.report(key(layer), checkpoint.count(layer), layer)

  // A token that cannot be stored ends the request: to go on would be work that a crash could take away.
  const stop = new AbortController()
  let failure: unknown
  const onEvent = (event: EngineEvent): void => {
    try {
      if (event.type === 'prompt' && event.prompt.isCut) context.promptCut(event.prompt.read)
      if (event.type === 'tokens') {
        checkpoint.add({ takeIndex: event.take, layer: event.layer, positions: event.positions, codes: event.codes })
        context.report(key(event.layer), checkpoint.count(event.layer), event.layer)
      }
      if (event.type === 'candidate') {
        context.report(key(event.layer), Math.floor(event.share * (missing.get(event.layer) ?? 0)), event.layer)
      }
      if (event.type === 'mask') {
        checkpoint.add({ takeIndex: event.take, layer: event.layer, masked: event.masked })
        leaveOutMasked(event.take, event.layer, event.masked)
        context.plan(plan())
      }
      if (event.type === 'layer') {
        checkpoint.flush()
        context.layerDone(event.take, event.layer)
      }
    } catch (error) {
      failure ??= error
      stop.abort()
    }
  }
  const sampling = Object.fromEntries(generation.sampling.map(({ layer, ...rest }) => [String(layer), rest]))
  const { prompt, negativePrompt, untilLayer, candidates } = generation
  const result = await engine.call(
    'generate', { prompt, negativePrompt, takes, untilLayer, sampling, candidates }, { signal: AbortSignal.any([signal, stop.signal]), onEvent }
  )
  if (failure !== undefined) throw failure
  return result.status === 'cancelled' ? null : result.takes
}
