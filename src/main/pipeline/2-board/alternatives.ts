/** What else could stand in a cell: its most probable codes. */
import { InvalidInputError } from '../../../shared/errors.ts'
import { findBestCodes, type CodeProbability } from '../../../shared/sampling/best-codes.ts'
import { listSampled } from '../../../shared/tokens/mask.ts'
import type { OpenPack } from '../../inference/open-pack.ts'
import { Sequence } from '../../inference/sequence.ts'
import type { Conditioning } from '../1-prompt/conditioning.ts'
import { predictPrior } from '../4-decode/upper-context.ts'
import { entropyOf } from '../3-densify/code-drawer.ts'
import { hintsOf, tokensAbove, type WorkingTake } from '../3-densify/working-take.ts'

export interface CellQuestion {
  readonly take: WorkingTake
  /** Order of the layer. */
  readonly order: number
  readonly position: number
  readonly count: number
  readonly guidance: number
}

export interface CellAnswer {
  readonly entropyBits: number
  /** Most probable first. */
  readonly alternatives: CodeProbability[]
}

/**
 * Asks the model for a cell's distribution, given all that precedes it. On the board of a pack with hint slots all *other*
 * cells are shown as hints, so later cells count as well.
 * @throws InvalidInputError if something before the cell is unknown, or the cell is masked
 */
export async function findAlternatives(
  pack: OpenPack,
  conditioning: Conditioning,
  question: CellQuestion
): Promise<CellAnswer> {
  const { take, order, position, guidance } = question
  const { layers, languageModel } = pack.manifest
  const isBase = order === layers.length - 1
  const hints = order === 0 ? take.codes[0]!.map((code, cell) => (cell === position ? -1 : code)) : hintsOf(take)
  const start = { ...conditioning, takes: 1, hints: [languageModel.hintSlots > 0 ? hints : []] }
  const sequence = await Sequence.begin(pack.manifest, pack.graphs, start)
  let answer: CellAnswer | null = null
  for (let current = 0; current <= order; current++) {
    const { layer, count } = sequence.places[current]!
    const positions = listSampled(count, isBase && current === order ? take.mask : null)
    const codes = take.codes[current]!
    const isAsked = (cell: number) => current === order && cell === position
    checkKnown(codes, positions, current === order ? position : count, layer.index)
    await sequence.runLayer(current, {
      codes: [codes],
      positions,
      guidance,
      priors: [current === order ? await predictPrior(pack, tokensAbove(pack.manifest, take, order), order) : null],
      isLast: current === order,
      beforeStep: () => answer === null,
      isWanted: (_, cell) => isAsked(cell),
      predict: ({ code }) => {
        const alternatives = findBestCodes(code, question.count)
        answer = { alternatives, entropyBits: entropyOf(code, null) }
      },
      afterStep: () => undefined
    })
  }
  if (answer) return answer
  throw new InvalidInputError({
    operation: 'find alternatives',
    reason: `cell ${position} of layer ${layers[order]!.index} is masked: it repeats what the frame before shows`,
    remedy: 'Ask for a cell that is not masked',
    field: 'position'
  })
}

function checkKnown(codes: readonly number[], positions: readonly number[], end: number, layer: number): void {
  const missing = positions.find((position) => position < end && codes[position]! < 0)
  if (missing === undefined) return
  throw new InvalidInputError({
    operation: 'find alternatives',
    reason: `cell ${missing} of layer ${layer} has no code, and the model needs all that come before`,
    remedy: 'Generate it first',
    field: `tokens.${layer}.${missing}`
  })
}
