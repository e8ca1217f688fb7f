/**
 * Lock-aware boards for packs without hint slots: several boards are drawn left to right with the locked codes forced, and
 * one is taken with a probability proportional to the likelihood of its locked codes (sampling importance resampling).
 */
import { uniformOf } from '../../../shared/sampling/uniform.ts'
import type { OpenPack } from '../../inference/open-pack.ts'
import { Sequence } from '../../inference/sequence.ts'
import { CodeDrawer, logProbabilityOf } from '../3-densify/code-drawer.ts'
import type { Completion } from '../3-densify/complete-layers.ts'
import { drawOfCandidate, type WorkingTake } from '../3-densify/working-take.ts'

interface Candidate {
  readonly codes: number[]
  /** Natural log-likelihood of the locked codes given what precedes each. */
  weight: number
  /** Natural log-likelihood of the drawn codes. */
  logLikelihood: number
}

/**
 * Completes the board of one take in place; after a cancel it is left as it was.
 * @param count candidates, at most 16
 */
export async function drawWeightedBoard(
  pack: OpenPack,
  take: WorkingTake,
  count: number,
  job: Pick<Completion, 'conditioning' | 'sampling' | 'signal' | 'emit'>
): Promise<void> {
  const board = take.codes[0]!
  const candidates = Array.from({ length: count }, (): Candidate => ({
    codes: board.slice(),
    weight: 0,
    logLikelihood: 0
  }))
  const start = { ...job.conditioning, takes: count, hints: candidates.map(() => []) }
  const sequence = await Sequence.begin(pack.manifest, pack.graphs, start)
  const { layer } = sequence.places[0]!
  const rule = job.sampling[0]!
  const drawer = new CodeDrawer(pack.manifest.layers)
  const name = { seed: take.seed, layerIndex: layer.index }
  const isDone = await sequence.runLayer(0, {
    codes: candidates.map(({ codes }) => codes),
    positions: board.map((_, position) => position),
    guidance: rule.guidance,
    priors: [],
    isLast: true,
    beforeStep: (step, steps) => {
      if (!job.signal.aborted) job.emit({ type: 'step', takes: [take.number], layer: layer.index, step, steps })
      return !job.signal.aborted
    },
    isWanted: () => true,
    predict: ({ take: number, position, code }) => {
      const candidate = candidates[number]!
      const isGiven = board[position]! >= 0
      const draw = drawOfCandidate(take.draw, number)
      if (!isGiven) candidate.codes[position] = drawer.draw(code, rule, { ...name, position, draw })
      const logProbability = logProbabilityOf(code, candidate.codes[position]!)
      if (isGiven) candidate.weight += logProbability
      else candidate.logLikelihood += logProbability
    },
    afterStep: () => undefined
  })
  if (!isDone) return
  // The last position and factor of the counter: no token has them.
  const choice = { seed: take.seed, layerIndex: layer.index, position: 2 ** 24 - 1, draw: take.draw, factor: 255 }
  const chosen =
    candidates[
      chooseByWeight(
        candidates.map(({ weight }) => weight),
        uniformOf(choice)
      )
    ]!
  const positions = board.flatMap((code, position) => (code < 0 ? [position] : []))
  for (const position of positions) board[position] = chosen.codes[position]!
  take.logLikelihood += chosen.logLikelihood
  const codes = positions.map((position) => board[position]!)
  const cells = board.length
  job.emit({ type: 'tokens', take: take.number, layer: layer.index, positions, codes, done: cells, total: cells })
}

/** Index drawn with probability ∝ exp(weight). */
function chooseByWeight(weights: readonly number[], uniform: number): number {
  const largest = Math.max(...weights)
  const masses = weights.map((weight) => Math.exp(weight - largest))
  const bound = uniform * masses.reduce((total, mass) => total + mass, 0)
  let sum = 0
  const index = masses.findIndex((mass) => (sum += mass) > bound)
  return Math.max(0, index)
}
