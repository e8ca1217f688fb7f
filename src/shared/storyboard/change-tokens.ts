/** Commands on tokens: pure functions from layers to layers. */
import { positionsOf, toBits } from './bits.ts'
import { findStale } from './stale.ts'
import type { LayerShape, LayerTokens } from './take.ts'

/** Codes of one layer that change: `codes[i]` at `positions[i]`. */
export interface TokenEdit {
  readonly layer: number
  readonly positions: readonly number[]
  readonly codes: readonly number[]
}

/**
 * Layers with some codes changed. What lies below a changed token and is not locked becomes stale; the rest is kept.
 * @param shapes of all layers of the take's pack
 * @throws RangeError where an edit names what is not there
 */
export function changeTokens(
  shapes: readonly LayerShape[], layers: readonly LayerTokens[], edits: readonly TokenEdit[]
): LayerTokens[] {
  return edits.reduce<readonly LayerTokens[]>((current, edit) => changeOne(shapes, current, edit), layers).slice()
}

function changeOne(shapes: readonly LayerShape[], layers: readonly LayerTokens[], edit: TokenEdit): LayerTokens[] {
  const target = layers.find((layer) => layer.layer === edit.layer)
  const shape = shapes.find((candidate) => candidate.index === edit.layer)
  if (target === undefined || shape === undefined) throw new RangeError(`the take has no layer ${edit.layer}`)
  if (edit.codes.length !== edit.positions.length) throw new RangeError('there is not one code for each position')
  const codes = [...target.codes]
  const fresh = new Set(positionsOf(target.stale, codes.length))
  const changed: number[] = []
  edit.positions.forEach((position, i) => {
    const code = edit.codes[i] ?? 0
    if (position >= codes.length) throw new RangeError(`layer ${edit.layer} has no position ${position}`)
    if (code >= 2 ** shape.bits) throw new RangeError(`${code} is not a code of ${shape.bits} bits`)
    if (codes[position] !== code) changed.push(position)
    codes[position] = code
    fresh.delete(position)
  })
  return layers.map((layer) => {
    if (layer.layer === edit.layer) return { ...layer, codes, stale: toBits(fresh, codes.length) }
    const lower = shapes.find((candidate) => candidate.index === layer.layer)
    if (layer.layer > edit.layer || lower === undefined) return layer
    return markStale(layer, findStale(shape.grid, changed, lower.grid))
  })
}

/** The layer with these positions stale as well, the locked ones left out. */
export function markStale(layer: LayerTokens, positions: readonly number[]): LayerTokens {
  const count = layer.codes.length
  const locked = new Set(positionsOf(layer.locked, count))
  const stale = new Set([...positionsOf(layer.stale, count), ...positions.filter((position) => !locked.has(position))])
  return { ...layer, stale: toBits(stale, count) }
}

/**
 * Checks that layers are ones of a pack with these shapes.
 * @throws RangeError that says what does not fit
 */
export function checkLayers(shapes: readonly LayerShape[], layers: readonly LayerTokens[]): void {
  const seen = new Set<number>()
  for (const { layer, codes, masked, locked, stale } of layers) {
    const shape = shapes.find((candidate) => candidate.index === layer)
    if (shape === undefined) throw new RangeError(`the pack has no layer ${layer}`)
    if (seen.has(layer)) throw new RangeError(`layer ${layer} is there twice`)
    seen.add(layer)
    const expected = shape.grid[0] * shape.grid[1] * shape.grid[2]
    if (codes.length !== expected) throw new RangeError(`layer ${layer} has ${codes.length} tokens, its grid has ${expected}`)
    if (codes.some((code) => code >= 2 ** shape.bits)) throw new RangeError(`a code of layer ${layer} has more than ${shape.bits} bits`)
    for (const set of [masked, locked, stale]) positionsOf(set, expected)
  }
}
