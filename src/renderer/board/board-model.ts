/** What the editor shows of the open layer of a take: read from the stores, used by the canvas and by its DOM twin. */
import type { OpenPackDescription } from '../../shared/contract/packs.ts'
import { positionsOf } from '../../shared/storyboard/bits.ts'
import type { LayerShape, LayerTokens, TakeTokens } from '../../shared/storyboard/take.ts'
import type { Grid } from './cells.ts'

export interface BoardModel {
  readonly shape: LayerShape
  readonly grid: Grid
  /** Place in the order of generation: 0 is the top. */
  readonly order: number
  /** Null: the take has not got this layer yet. */
  readonly codes: readonly number[] | null
  readonly locked: ReadonlySet<number>
  readonly stale: ReadonlySet<number>
  readonly masked: ReadonlySet<number>
}

const setOf = (bits: string | null | undefined, layer: LayerTokens | undefined): ReadonlySet<number> =>
  new Set(layer === undefined ? [] : positionsOf(bits ?? null, layer.codes.length))

/** The layers of a take's pack, or of the open pack where there is no take. */
export function shapesOf(tokens: TakeTokens | null, pack: OpenPackDescription | null): readonly LayerShape[] {
  return tokens?.pack.layers ?? pack?.reference.layers ?? []
}

/** @param layer index of the open layer; null or unknown: the top one */
export function modelBoard(
  tokens: TakeTokens | null, pack: OpenPackDescription | null, layer: number | null
): BoardModel | null {
  const shapes = shapesOf(tokens, pack)
  const order = Math.max(0, shapes.findIndex((candidate) => candidate.index === layer))
  const shape = shapes[order]
  if (shape === undefined) return null
  const own = tokens?.layers.find((candidate) => candidate.layer === shape.index)
  return {
    shape,
    grid: shape.grid,
    order,
    codes: own?.codes ?? null,
    locked: setOf(own?.locked, own),
    stale: setOf(own?.stale, own),
    masked: setOf(own?.masked, own)
  }
}
