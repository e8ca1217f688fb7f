/** Upper layers' codes → the context of the base decoder, the predicted mask and the priors of the layers below. */
import type { TokensByLayer } from '../../../shared/contract/engine.ts'
import type { MaskRule } from '../../../shared/model-pack.ts'
import { choosePredictedMask } from '../../../shared/tokens/mask.ts'
import type { OpenPack } from '../../inference/open-pack.ts'
import { codeTensor, floatsOf, indexTensor, type Tensors } from '../../inference/tensors.ts'

export interface UpperContext {
  /** `[N, T0, h0, w0, contextWidth]` */
  readonly context: Float32Array
  readonly contextWidth: number
  /** `[N, T0, h0, w0]`; above 0: the token barely changes from the previous latent frame. */
  readonly maskLogits: Float32Array
}

/**
 * Decodes the layers above the last one.
 * @param clips tokens of N clips; layers beyond `layers` may be missing
 * @param layers how many layers, from the top, to use
 */
export async function decodeUpper(
  pack: OpenPack,
  clips: readonly TokensByLayer[],
  layers: number
): Promise<UpperContext> {
  const outputs = await runUpper(pack, clips, layers, ['context', 'mask_logits'])
  const contextWidth = outputs['context']?.dims.at(-1) ?? 0
  return { context: floatsOf(outputs, 'context'), contextWidth, maskLogits: floatsOf(outputs, 'mask_logits') }
}

/**
 * What the layers above say of the bits of a layer: logits `[cells, bits]`, null where the pack has none.
 * @param order of the layer; all layers above it must be complete
 */
export async function predictPrior(
  pack: OpenPack,
  tokens: TokensByLayer,
  order: number
): Promise<Float32Array | null> {
  const { index } = pack.manifest.layers[order]!
  if (!pack.manifest.languageModel.priors.includes(index)) return null
  const name = `prior_${index}`
  return floatsOf(await runUpper(pack, [tokens], order, [name]), name)
}

async function runUpper(
  pack: OpenPack,
  clips: readonly TokensByLayer[],
  layers: number,
  fetches: readonly string[]
): Promise<Tensors> {
  const above = pack.manifest.layers.slice(0, -1)
  const feeds: Tensors = { layers: indexTensor([Math.min(layers, above.length)], []) }
  for (const { index, grid } of above) {
    const codes = clips.map((tokens) => tokens[index] ?? [])
    feeds[`codes_${index}`] = codeTensor(codes, grid)
  }
  return await pack.graphs.upperDecoder.run(feeds, fetches)
}

/** Predicts which cells of the last layer are not worth sampling (paper 4.1). Flags `[T, h, w]`, 1 = masked. */
export async function predictMask(
  pack: OpenPack,
  rule: MaskRule,
  tokens: TokensByLayer,
  isKept: (position: number) => boolean
): Promise<Uint8Array> {
  const { layers } = pack.manifest
  const { maskLogits } = await decodeUpper(pack, [tokens], layers.length - 1)
  const [, height, width] = layers[layers.length - 1]!.grid
  return choosePredictedMask(maskLogits, height * width, rule, isKept)
}
