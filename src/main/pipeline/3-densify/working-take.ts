/** A take while it is generated: mutable codes, and which of them were given, locked or masked. */
import type { EngineRequest, TokensByLayer } from '../../../shared/contract/engine.ts'
import type { PackManifest } from '../../../shared/model-pack.ts'
import { unpackBits } from '../../../shared/tokens/bit-set.ts'
import { countCells } from '../../../shared/tokens/layout.ts'

export type TakeRequest = EngineRequest<'generate'>['takes'][number]

export interface WorkingTake {
  /** Its place in the request. */
  readonly number: number
  readonly seed: number
  readonly draw: number
  /** Raster codes of each layer in order of generation; −1 where not known. */
  readonly codes: number[][]
  /** 1 where a cell is locked, for each layer in order of generation. */
  readonly locked: readonly Uint8Array[]
  /** Flags of the mask's layer; null: not predicted yet, or no masking. */
  mask: Uint8Array | null
  /** Natural log-likelihood of what was drawn so far. */
  logLikelihood: number
}

/** Draw numbers set apart for the candidates of one draw: the largest number of candidates. */
const drawsPerCandidateSet = 16

/** The draw number of one of the candidates for a draw. */
export const drawOfCandidate = (draw: number, candidate: number): number => draw * drawsPerCandidateSet + candidate

/** Takes a request's take into work; its tokens were checked. */
export function startTake({ layers }: PackManifest, take: TakeRequest, number: number): WorkingTake {
  const base = layers[layers.length - 1]!
  return {
    number,
    seed: take.seed,
    draw: take.draw,
    codes: layers.map(
      ({ index, grid }) => take.tokens[index]?.slice() ?? Array.from({ length: countCells(grid) }, () => -1)
    ),
    locked: layers.map(({ index, grid }) => {
      const flags = new Uint8Array(countCells(grid))
      for (const position of take.locked[index] ?? []) flags[position] = 1
      return flags
    }),
    mask: take.masked === null ? null : unpackBits(take.masked, countCells(base.grid)),
    logLikelihood: 0
  }
}

/** Hints of a take: the locked cells of the board, −1 elsewhere. */
export function hintsOf(take: WorkingTake): number[] {
  return take.codes[0]!.map((code, position) => (take.locked[0]![position] ? code : -1))
}

/** Whether every cell of a layer that is not masked has a code. */
export function isLayerComplete(take: WorkingTake, order: number, isMaskLayer: boolean): boolean {
  const mask = isMaskLayer ? take.mask : null
  return take.codes[order]!.every((code, position) => code >= 0 || mask?.[position] === 1)
}

/** Tokens of the layers above the `order`-th one. */
export function tokensAbove({ layers }: PackManifest, take: WorkingTake, order: number): TokensByLayer {
  return Object.fromEntries(layers.slice(0, order).map(({ index }, above) => [index, take.codes[above]!]))
}
