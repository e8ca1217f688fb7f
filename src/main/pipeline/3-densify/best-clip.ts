/** Completes a take several times below its board and keeps the clip that shows the prompt best ("Ranking" in the pack format). */
import { packBits } from '../../../shared/tokens/bit-set.ts'
import { listSampled, sampledShare } from '../../../shared/tokens/mask.ts'
import type { Graph } from '../../inference/graph.ts'
import type { OpenPack } from '../../inference/open-pack.ts'
import type { PromptEmbedding } from '../../inference/sequence.ts'
import { byteTensor, floatTensor, floatsOf, indexTensor } from '../../inference/tensors.ts'
import { decodeFrames } from '../4-decode/frame-decoder.ts'
import { completeLayers, type Completion } from './complete-layers.ts'
import { TokenOutlet } from './token-outlet.ts'
import { drawOfCandidate, tokensAbove, type WorkingTake } from './working-take.ts'

/** Nats below the best that count as equal. */
const asGood = 0.05

/**
 * Completes all layers of a take in place. What is drawn is handed out when one candidate is chosen; after a cancel the take
 * is left as it was.
 * @param job of this take alone; its board is complete
 * @param count candidates, at most 16
 * @returns seconds spent on each layer, by layer index
 */
export async function drawBestClip(
  pack: OpenPack,
  ranker: Graph,
  job: Omit<Completion, 'takes'> & { readonly take: WorkingTake },
  count: number
): Promise<Record<string, number>> {
  const { take } = job
  const candidates: WorkingTake[] = []
  const agreements: number[] = []
  const seconds: Record<string, number> = {}
  while (candidates.length < count && !job.signal.aborted) {
    const candidate = beginCandidate(take, candidates.length)
    const spent = await completeLayers(pack, { ...job, takes: [candidate], emit: tellProgress(job, candidates.length, count) })
    for (const [layer, more] of Object.entries(spent)) seconds[layer] = (seconds[layer] ?? 0) + more
    if (!job.signal.aborted) agreements.push(await agreementOf(ranker, pack, candidate, job.conditioning.prompt))
    candidates.push(candidate)
  }
  if (!job.signal.aborted) keep(pack, take, candidates[choose(agreements)]!, job, seconds)
  return seconds
}

/**
 * The first of those that agree with the prompt about as well as the best does: clips that show all that was asked differ by
 * little that anybody sees, and by as little as processors round.
 */
function choose(agreements: readonly number[]): number {
  const enough = Math.max(...agreements) - asGood
  return agreements.findIndex((agreement) => agreement >= enough)
}

function beginCandidate(take: WorkingTake, number: number): WorkingTake {
  const codes = take.codes.map((layer) => layer.slice())
  return { ...take, draw: drawOfCandidate(take.draw, number), codes, logLikelihood: 0 }
}

/** Hands on the steps, and of the tokens how many there are. */
function tellProgress({ emit }: Pick<Completion, 'emit'>, number: number, count: number): Completion['emit'] {
  return (event) => {
    if (event.type === 'step') emit(event)
    if (event.type !== 'tokens') return
    const { take, layer, done, total } = event
    emit({ type: 'candidate', take, layer, share: (number + done / total) / count })
  }
}

/** How well a clip shows the prompt, in nats. */
async function agreementOf(ranker: Graph, pack: OpenPack, take: WorkingTake, prompt: PromptEmbedding): Promise<number> {
  const { clip, layers, prompt: format } = pack.manifest
  const { frames: count, height, width } = clip
  const job = { clips: [tokensAbove(pack.manifest, take, layers.length)], masks: [take.mask], layers: layers.length }
  const frames = new Uint8Array(count * height * width * 3)
  for await (const { firstFrame, data } of decodeFrames(pack, { ...job, fromFrame: 0, toFrame: count })) {
    frames.set(data, firstFrame * height * width * 3)
  }
  const feeds = {
    frames: byteTensor(frames, [1, count, height, width, 3]),
    prompt: floatTensor(prompt.values, [1, format.length, format.width]),
    words: indexTensor([prompt.length], [1])
  }
  return floatsOf(await ranker.run(feeds, ['agreement']), 'agreement')[0]!
}

/** Takes over what a candidate has more, and hands it out. */
function keep(
  { manifest }: OpenPack,
  take: WorkingTake,
  best: WorkingTake,
  { emit }: Pick<Completion, 'emit'>,
  seconds: Record<string, number>
): void {
  const base = manifest.layers.length - 1
  if (best.mask && !take.mask) {
    const masked = { masked: packBits(best.mask), sampledShare: sampledShare(best.mask) }
    emit({ type: 'mask', take: take.number, layer: manifest.layers[base]!.index, ...masked })
  }
  take.mask = best.mask
  const drawn = manifest.layers.flatMap((layer, order) => {
    const codes = take.codes[order]!
    const positions = listSampled(codes.length, order === base ? take.mask : null)
    const outlet = new TokenOutlet([take], order, layer.index, positions, emit)
    const missing = positions.filter((position) => codes[position]! < 0)
    for (const position of missing) outlet.add(0, position, best.codes[order]![position]!)
    take.codes.splice(order, 1, best.codes[order]!)
    outlet.flush()
    return missing.length > 0 ? [layer.index] : []
  })
  take.logLikelihood += best.logLikelihood
  // Last, so that whoever stores tokens layer by layer has all or nothing of a candidate.
  for (const layer of drawn) emit({ type: 'layer', take: take.number, layer, seconds: seconds[layer] ?? 0 })
}
