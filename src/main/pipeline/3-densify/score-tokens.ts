/** How likely the model finds given tokens, and how unsure it is of each. */
import type { ScoreResult } from '../../../shared/contract/engine.ts'
import { InvalidInputError } from '../../../shared/errors.ts'
import { listSampled } from '../../../shared/tokens/mask.ts'
import type { OpenPack } from '../../inference/open-pack.ts'
import { Sequence } from '../../inference/sequence.ts'
import type { Conditioning } from '../1-prompt/conditioning.ts'
import { predictPrior } from '../4-decode/upper-context.ts'
import { entropyOf, logProbabilityOf } from './code-drawer.ts'
import { hintsOf, isLayerComplete, tokensAbove, type WorkingTake } from './working-take.ts'

/**
 * Scores the complete layers of a take, from the top.
 * @throws InvalidInputError if not even the board is complete
 */
export async function scoreTokens(
  pack: OpenPack,
  conditioning: Conditioning,
  take: WorkingTake,
  guidance: number
): Promise<ScoreResult> {
  const base = pack.manifest.layers.length - 1
  const isIncomplete = take.codes.findIndex((_, order) => !isLayerComplete(take, order, order === base))
  const layers = isIncomplete < 0 ? base + 1 : isIncomplete
  const top = pack.manifest.layers[0]!
  if (layers === 0) {
    throw new InvalidInputError({
      operation: 'score the tokens',
      reason: `layer ${top.index} has cells without a code`,
      remedy: 'Give complete layers from the top',
      field: `tokens.${top.index}`
    })
  }
  const sequence = await Sequence.begin(pack.manifest, pack.graphs, {
    ...conditioning,
    takes: 1,
    hints: [hintsOf(take)]
  })
  const entropyBits: Record<string, number[]> = {}
  const logProbabilities: Record<string, number[]> = {}
  let logLikelihood = 0
  for (let order = 0; order < layers; order++) {
    const { layer, count } = sequence.places[order]!
    const codes = take.codes[order]!
    const entropies = Array.from({ length: count }, () => 0)
    const logs = Array.from({ length: count }, () => 0)
    entropyBits[layer.index] = entropies
    logProbabilities[layer.index] = logs
    await sequence.runLayer(order, {
      codes: [codes],
      positions: listSampled(count, order === base ? take.mask : null),
      guidance,
      priors: [await predictPrior(pack, tokensAbove(pack.manifest, take, order), order)],
      isLast: order === layers - 1,
      beforeStep: () => true,
      isWanted: () => true,
      predict: ({ position, code }) => {
        entropies[position] = entropyOf(code, codes[position]!)
        logs[position] = logProbabilityOf(code, codes[position]!)
        logLikelihood += logs[position]
      },
      afterStep: () => undefined
    })
  }
  return { entropyBits, logProbabilities, logLikelihood }
}
