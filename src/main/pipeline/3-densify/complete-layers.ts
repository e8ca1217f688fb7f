/** Completes layers of takes side by side, from the top down: what is known is kept and replayed, the rest is drawn. */
import type { EngineEvent } from '../../../shared/contract/engine.ts'
import type { Sampling } from '../../../shared/model-pack.ts'
import { packBits } from '../../../shared/tokens/bit-set.ts'
import { fillMasked, listSampled, sampledShare } from '../../../shared/tokens/mask.ts'
import type { OpenPack } from '../../inference/open-pack.ts'
import { Sequence, type Prediction, type SequenceStart } from '../../inference/sequence.ts'
import { predictMask, predictPrior } from '../4-decode/upper-context.ts'
import { CodeDrawer, logProbabilityOf } from './code-drawer.ts'
import { TokenOutlet } from './token-outlet.ts'
import { hintsOf, isLayerComplete, tokensAbove, type WorkingTake } from './working-take.ts'

export interface Completion {
  /** Takes side by side; one only where the mask's layer is drawn with masking, since masks differ. */
  readonly takes: readonly WorkingTake[]
  /** Order of the last layer to complete. */
  readonly untilOrder: number
  readonly conditioning: Pick<SequenceStart, 'prompt' | 'unconditional'>
  /** For each layer in order of generation. */
  readonly sampling: readonly Sampling[]
  readonly isMasking: boolean
  /** Show locked board cells in the hint slots. */
  readonly areHintsShown: boolean
  readonly signal: AbortSignal
  emit(event: EngineEvent): void
}

/**
 * Completes the takes in place.
 * @returns seconds spent on each layer, by layer index; after a cancel what was drawn stays
 */
export async function completeLayers(pack: OpenPack, job: Completion): Promise<Record<string, number>> {
  const { manifest } = pack
  const seconds: Record<string, number> = {}
  const base = manifest.layers.length - 1
  const isUnknown = (order: number) => job.takes.some((take) => !isLayerComplete(take, order, order === base))
  // Layers below the last one with something to draw need not be replayed.
  let last = job.untilOrder
  while (last >= 0 && !isUnknown(last)) last--
  if (last >= 0) {
    const hints = job.takes.map((take) => (job.areHintsShown ? hintsOf(take) : []))
    const start = { ...job.conditioning, takes: job.takes.length, hints }
    const sequence = await Sequence.begin(manifest, pack.graphs, start)
    const drawer = new CodeDrawer(manifest.layers)
    for (let order = 0; order <= last && !job.signal.aborted; order++) {
      const started = performance.now()
      const isReplay = !isUnknown(order)
      if (order === base) await prepareMasks(pack, job)
      const priors = isReplay ? [] : await predictPriors(pack, job.takes, order)
      await runLayer(sequence, drawer, job, { order, priors, isLast: order === last })
      const { index } = manifest.layers[order]!
      seconds[index] = (performance.now() - started) / 1000
      if (!isReplay && !job.signal.aborted) {
        for (const take of job.takes)
          job.emit({ type: 'layer', take: take.number, layer: index, seconds: seconds[index] })
      }
    }
  }
  if (job.untilOrder === base) fillMasks(pack, job)
  return seconds
}

/** Predicts the masks that are wanted and not there yet. */
async function prepareMasks(pack: OpenPack, job: Completion): Promise<void> {
  const { mask: rule, layers } = pack.manifest
  if (!rule || !job.isMasking) return
  for (const take of job.takes) {
    if (take.mask) continue
    const given = take.codes[layers.length - 1]!
    take.mask = await predictMask(pack, rule, tokensAbove(pack.manifest, take, layers.length - 1), (position) => given[position]! >= 0)
    const event = {
      take: take.number,
      layer: rule.layer,
      masked: packBits(take.mask),
      sampledShare: sampledShare(take.mask)
    }
    job.emit({ type: 'mask', ...event })
  }
}

/** One take at a time: a graph may quantize a batch as a whole, and a take must not depend on its neighbours. */
async function predictPriors(
  pack: OpenPack,
  takes: readonly WorkingTake[],
  order: number
): Promise<(Float32Array | null)[]> {
  const priors: (Float32Array | null)[] = []
  for (const take of takes) priors.push(await predictPrior(pack, tokensAbove(pack.manifest, take, order), order))
  return priors
}

function fillMasks(pack: OpenPack, job: Completion): void {
  const { mask: rule, layers } = pack.manifest
  const [, height, width] = layers[layers.length - 1]!.grid
  for (const take of job.takes) {
    if (rule && take.mask) fillMasked(take.codes[layers.length - 1]!, take.mask, height * width, rule.strategy)
  }
}

interface LayerTurn {
  readonly order: number
  readonly priors: readonly (Float32Array | null)[]
  readonly isLast: boolean
}

async function runLayer(
  sequence: Sequence,
  drawer: CodeDrawer,
  job: Completion,
  { order, priors, isLast }: LayerTurn
): Promise<void> {
  const { layer, count } = sequence.places[order]!
  const rule = job.sampling[order]!
  const isBase = order === sequence.places.length - 1
  const positions = listSampled(count, isBase ? job.takes[0]!.mask : null)
  const codes = job.takes.map((take) => take.codes[order]!)
  const outlet = new TokenOutlet(job.takes, order, layer.index, positions, job.emit)
  const numbers = job.takes.map((take) => take.number)
  await sequence.runLayer(order, {
    codes,
    positions,
    guidance: rule.guidance,
    priors,
    isLast,
    beforeStep: (step, steps) => {
      if (job.signal.aborted) return false
      job.emit({ type: 'step', takes: numbers, layer: layer.index, step, steps })
      return true
    },
    isWanted: (take, position) => codes[take]![position]! < 0,
    predict: ({ take, position, code: logits }: Prediction) => {
      const working = job.takes[take]!
      const code = drawer.draw(logits, rule, { seed: working.seed, layerIndex: layer.index, position, draw: working.draw })
      codes[take]![position] = code
      working.logLikelihood += logProbabilityOf(logits, code)
      outlet.add(take, position, code)
    },
    afterStep: () => outlet.flushFull()
  })
  outlet.flush()
}
