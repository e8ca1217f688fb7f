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
  const [clip, ...others] = clips
  const isSingle = clip !== undefined && others.length === 0
  const outputs = await (isSingle ? runOnce(pack, clip, layers) : runUpper(pack, clips, layers))
  const contextWidth = outputs['context']?.dims.at(-1) ?? 0
  return { context: floatsOf(outputs, 'context'), contextWidth, maskLogits: floatsOf(outputs, 'mask_logits') }
}

/**
 * What the layers above say of the bits of a layer: logits `[cells, bits]`, null where the pack has none.
 * @param order of the layer; those above must be complete
 */
export async function predictPrior(pack: OpenPack, tokens: TokensByLayer, order: number): Promise<Float32Array | null> {
  const { index } = pack.manifest.layers[order]!
  if (!pack.manifest.languageModel.priors.includes(index)) return null
  return floatsOf(await runOnce(pack, tokens, order), `prior_${index}`)
}

/** The last outputs of a single clip, and of what: what says a take's mask says its prior, too, and is needed to decode it. */
const latest = new WeakMap<OpenPack, { readonly key: string; readonly outputs: Tensors }>()

async function runOnce(pack: OpenPack, clip: TokensByLayer, layers: number): Promise<Tensors> {
  const used = pack.manifest.layers.slice(0, -1).slice(0, layers)
  const key = used.map(({ index }) => clip[index]?.join()).join(';')
  const known = latest.get(pack)
  if (known?.key === key) return known.outputs
  const outputs = await runUpper(pack, [clip], layers)
  latest.set(pack, { key, outputs })
  return outputs
}

async function runUpper(pack: OpenPack, clips: readonly TokensByLayer[], layers: number): Promise<Tensors> {
  const { upperDecoder } = pack.graphs
  const above = pack.manifest.layers.slice(0, -1)
  const feeds: Tensors = { layers: indexTensor([Math.min(layers, above.length)], []) }
  for (const { index, grid } of above) {
    const codes = clips.map((tokens) => tokens[index] ?? [])
    feeds[`codes_${index}`] = codeTensor(codes, grid)
  }
  return await upperDecoder.run(feeds, upperDecoder.outputNames)
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
