/** Layers of the counter's pack as a generation would make them. */
import { countedLayer } from './counter-engine.ts'
import type { LayerTokens } from '../../src/shared/storyboard/take.ts'

/** @param indices layers by index, top first */
export function countedLayers(seed: number, indices: readonly number[] = [3, 2, 0]): LayerTokens[] {
  return indices.map((layer) => ({ layer, codes: countedLayer(seed, layer), masked: null, locked: null, stale: null }))
}
