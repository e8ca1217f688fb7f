/** Prompt → tokens: boards of all takes in one batch, then the layers below. */
import type { EngineEvent, EngineRequest, GenerateResult, TakeResult } from '../../shared/contract/engine.ts'
import { InvalidInputError } from '../../shared/errors.ts'
import type { PackManifest, Sampling } from '../../shared/model-pack.ts'
import { packBits } from '../../shared/tokens/bit-set.ts'
import { checkTokens } from '../../shared/tokens/check-tokens.ts'
import { sampledShare } from '../../shared/tokens/mask.ts'
import type { Graph } from '../inference/graph.ts'
import type { OpenPack } from '../inference/open-pack.ts'
import { conditionOn } from './1-prompt/conditioning.ts'
import type { PromptReader } from './1-prompt/prompt-reader.ts'
import { drawWeightedBoard } from './2-board/weighted-board.ts'
import { drawBestClip } from './3-densify/best-clip.ts'
import { completeLayers, type Completion } from './3-densify/complete-layers.ts'
import { isLayerComplete, startTake, type WorkingTake } from './3-densify/working-take.ts'

export interface GenerateHooks {
  readonly signal: AbortSignal
  emit(event: EngineEvent): void
}

/**
 * Generates.
 * @throws InvalidInputError for a request that does not fit the pack, EngineFailedError if a graph fails
 */
export async function generate(
  pack: OpenPack,
  reader: PromptReader,
  request: EngineRequest<'generate'>,
  hooks: GenerateHooks
): Promise<GenerateResult> {
  const started = performance.now()
  const { manifest } = pack
  const untilOrder = findOrder(manifest, request.untilLayer, 'untilLayer')
  request.takes.forEach((take, i) => checkTokens(manifest.layers, manifest.mask, take, `takes.${i}.`))
  const sampling = mergeSampling(manifest, request.sampling)
  const guidances = sampling.slice(0, untilOrder + 1).map(({ guidance }) => guidance)
  const conditioning = await conditionOn(reader, request, guidances)
  hooks.emit({ type: 'prompt', prompt: conditioning.reading })
  const promptSeconds = (performance.now() - started) / 1000
  const takes = request.takes.map((take, i) => startTake(manifest, take, i))
  const rule = resolveLockRule(manifest, request.lockRule)
  const { candidates } = request
  const job = {
    ...hooks,
    takes,
    untilOrder,
    conditioning,
    sampling,
    isMasking: request.masking && manifest.mask !== null,
    areHintsShown: rule === 'hints'
  }
  const seconds: Record<string, number> = {}
  if (rule === 'weighted') await drawBoards(pack, job, candidates ?? lockedCandidates, seconds)
  const clips = candidates ?? manifest.candidates
  const isWhole = untilOrder > 0 && untilOrder === manifest.layers.length - 1
  const ranker = isWhole && clips > 1 ? pack.graphs.ranker : null
  for (const part of splitIntoBatches(manifest, ranker ? { ...job, untilOrder: 0 } : job)) {
    if (hooks.signal.aborted) break
    addSeconds(seconds, await completeLayers(pack, part))
  }
  if (ranker) await drawRankedClips(pack, ranker, job, clips, seconds)
  return {
    status: hooks.signal.aborted ? 'cancelled' : 'done',
    takes: takes.map((take) => reportTake(manifest, take)),
    prompt: conditioning.reading,
    seconds: { prompt: promptSeconds, layers: seconds, total: (performance.now() - started) / 1000 }
  }
}

/** Place in the order of generation of a layer index. */
export function findOrder({ layers }: PackManifest, index: number, field: string): number {
  const order = layers.findIndex((layer) => layer.index === index)
  if (order >= 0) return order
  throw new InvalidInputError({
    operation: 'read the request',
    reason: `${field} is ${index}, a layer that the pack does not have`,
    remedy: `The pack's layers are ${layers.map((layer) => layer.index).join(', ')}`,
    field
  })
}

/** The pack's sampling with what the request says laid over it, in order of generation. */
function mergeSampling(manifest: PackManifest, overrides: EngineRequest<'generate'>['sampling']): Sampling[] {
  for (const key of Object.keys(overrides)) findOrder(manifest, Number(key), `sampling.${key}`)
  return manifest.layers.map((layer, order) => {
    const own = Object.entries(overrides[layer.index] ?? {}).filter(([, value]) => value !== undefined)
    return { ...manifest.sampling[order]!, ...Object.fromEntries(own) }
  })
}

function resolveLockRule(
  { languageModel }: PackManifest,
  rule: EngineRequest<'generate'>['lockRule']
): 'hints' | 'weighted' | 'ordered' {
  // Measured: weighing raised the likelihood of whole boards, hints did not yet (docs/decisions/0023-locks-by-weighing.md).
  if (rule === 'auto') return 'weighted'
  if (rule !== 'hints' || languageModel.hintSlots > 0) return rule
  throw new InvalidInputError({
    operation: 'read the request',
    reason: 'lockRule is hints, but the pack has no hint slots',
    remedy: 'Use auto or weighted',
    field: 'lockRule'
  })
}

/** The weighted rule's boards, of those takes that have locked cells and something to draw. */
async function drawBoards(
  pack: OpenPack,
  job: Completion,
  candidates: number,
  seconds: Record<string, number>
): Promise<void> {
  const started = performance.now()
  const wanted = job.takes.filter((take) => take.locked[0]!.includes(1) && !isLayerComplete(take, 0, false))
  for (const take of wanted) if (!job.signal.aborted) await drawWeightedBoard(pack, take, candidates, job)
  const top = pack.manifest.layers[0]!.index
  if (wanted.length > 0) addSeconds(seconds, { [top]: (performance.now() - started) / 1000 })
}

/** The clips below complete boards. */
async function drawRankedClips(
  pack: OpenPack,
  ranker: Graph,
  job: Completion,
  count: number,
  seconds: Record<string, number>
): Promise<void> {
  for (const take of job.takes) {
    if (job.signal.aborted) return
    // The last layer alone decides little: where all above it are there, one clip is as good as the best of several.
    const isWorthIt = take.codes.some((codes, order) => order < job.untilOrder && codes.includes(-1))
    const draw = isWorthIt ? drawBestClip(pack, ranker, { ...job, take }, count) : completeLayers(pack, { ...job, takes: [take] })
    addSeconds(seconds, await draw)
  }
}

/** Boards drawn for locked cells, where the request does not say. */
const lockedCandidates = 8

/** Takes of one batch: more would make a single step, and so a cancel, take too long. */
const takesPerBatch = 8

/**
 * Takes run side by side, a batch at a time, as long as they sample the same positions. Masks differ from take to take, so
 * the mask's layer is drawn one take at a time, the layers above replayed. A take's batch follows from the request alone:
 * a graph may quantize a batch as a whole, so a resumed request must put it together in the same way.
 */
function splitIntoBatches({ layers }: PackManifest, job: Completion): Completion[] {
  const base = layers.length - 1
  const isSplit =
    job.takes.length > 1 && job.untilOrder === base && (job.isMasking || job.takes.some((take) => take.mask))
  const batches: Completion[] = []
  for (let first = 0; first < job.takes.length; first += takesPerBatch) {
    const takes = job.takes.slice(first, first + takesPerBatch)
    if (!isSplit || base > 0) batches.push({ ...job, takes, untilOrder: isSplit ? base - 1 : job.untilOrder })
  }
  return isSplit ? [...batches, ...job.takes.map((take) => ({ ...job, takes: [take] }))] : batches
}

function addSeconds(total: Record<string, number>, more: Record<string, number>): void {
  for (const [layer, seconds] of Object.entries(more)) total[layer] = (total[layer] ?? 0) + seconds
}

function reportTake({ layers }: PackManifest, take: WorkingTake): TakeResult {
  const base = layers.length - 1
  const wasReached = take.codes[base]!.some((code) => code >= 0)
  return {
    seed: take.seed,
    draw: take.draw,
    tokens: Object.fromEntries(
      layers.flatMap((layer, order) => {
        const codes = take.codes[order]!
        return codes.some((code) => code >= 0) ? [[layer.index, codes]] : []
      })
    ),
    masked: take.mask && packBits(take.mask),
    sampledShare: take.mask ? sampledShare(take.mask) : wasReached ? 1 : null,
    logLikelihood: take.logLikelihood
  }
}
