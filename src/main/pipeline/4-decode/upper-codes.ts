/** Soft bits of the last layer → codes of the layers above it (docs/model-pack-format.md, "Encoding"). */
import type { TokensByLayer } from '../../../shared/contract/engine.ts'
import type { Graph } from '../../inference/graph.ts'
import type { OpenPack } from '../../inference/open-pack.ts'
import { floatTensor, indicesOf, type Tensors } from '../../inference/tensors.ts'
import { predictPrior } from './upper-context.ts'

/**
 * Codes of one clip, those of the layer above the last one chosen anew by what the decoder misses of the last layer's bits: each round
 * moves what the encoder is shown by a share of that. Without priors in the pack they are the encoder's own, and boards always are.
 * @param soft `[T, h, w, bits]`, tanh of the last layer's features
 */
export async function encodeUpper(pack: OpenPack, encoder: Graph, soft: Float32Array): Promise<TokensByLayer> {
  const { layers, correction } = pack.manifest
  const last = layers.length - 1
  const { grid, bits } = layers[last]!
  const above = layers[last - 1]!
  const encode = async (shown: Float32Array) => codesOf(await encoder.run({ soft: floatTensor(shown, [1, ...grid, bits]) }, encoder.outputNames))
  const tokens = await encode(soft)
  const shown = soft.slice()
  const rounds = last > 1 ? correction.rounds : 0
  for (let round = 0; round < rounds; round += 1) {
    const expected = await predictPrior(pack, tokens, last)
    if (!expected) return tokens
    for (let i = 0; i < shown.length; i += 1) shown[i]! += correction.step * (soft[i]! - Math.tanh(expected[i]! / 2))
    tokens[above.index] = (await encode(shown))[above.index]!
  }
  return tokens
}

/** All outputs that are codes, by layer. */
export function codesOf(outputs: Tensors): TokensByLayer {
  const names = Object.keys(outputs).filter((name) => name.startsWith('codes_'))
  return Object.fromEntries(names.map((name) => [Number(name.slice('codes_'.length)), indicesOf(outputs, name)]))
}
