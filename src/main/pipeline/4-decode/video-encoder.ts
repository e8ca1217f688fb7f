/** Frames → tokens of every layer, with the measured mask. */
import type { EncodeResult, TokensByLayer } from '../../../shared/contract/engine.ts'
import { InvalidInputError } from '../../../shared/errors.ts'
import { packBits } from '../../../shared/tokens/bit-set.ts'
import { countCells } from '../../../shared/tokens/layout.ts'
import { chooseMeasuredMask, fillMasked, sampledShare } from '../../../shared/tokens/mask.ts'
import type { OpenPack } from '../../inference/open-pack.ts'
import { byteTensor, floatsOf } from '../../inference/tensors.ts'
import { decodeFrames } from './frame-decoder.ts'
import { codesOf, encodeUpper } from './upper-codes.ts'

/**
 * Encodes one clip.
 * @param frames rgb24 `[clip.frames, height, width, 3]`
 * @param isMeasured also decode all layers and compare with the frames
 * @throws InvalidInputError if there are more or fewer bytes
 */
export async function encodeVideo(pack: OpenPack, frames: Uint8Array, isMeasured: boolean): Promise<EncodeResult> {
  const { clip, layers, mask: rule } = pack.manifest
  const bytes = clip.frames * clip.height * clip.width * 3
  if (frames.length !== bytes) {
    throw new InvalidInputError({
      operation: 'encode a video',
      reason: `the frames have ${frames.length} bytes instead of ${bytes}`,
      remedy: `Give ${clip.frames} frames of ${clip.width}×${clip.height} as rgb24`,
      field: 'file'
    })
  }
  const input = byteTensor(frames, [1, clip.frames, clip.height, clip.width, 3])
  const { encoder, upperEncoder } = pack.graphs
  const outputs = await encoder.run({ frames: input }, encoder.outputNames)
  const upper = upperEncoder ? await encodeUpper(pack, upperEncoder, floatsOf(outputs, 'soft')) : {}
  const tokens = { ...upper, ...codesOf(outputs) }
  const base = layers[layers.length - 1]!
  const plane = base.grid[1] * base.grid[2]
  const flags = rule ? chooseMeasuredMask(floatsOf(outputs, 'difference'), plane, rule) : null
  if (flags && rule) fillMasked(tokens[base.index]!, flags, plane, rule.strategy)
  const bits = layers.reduce((sum, { grid, bits }) => sum + countCells(grid) * bits, 0)
  return {
    tokens,
    masked: flags && packBits(flags),
    sampledShare: flags && sampledShare(flags),
    psnr: isMeasured ? await measurePsnr(pack, frames, tokens, rule?.strategy === 'repeat' ? null : flags) : null,
    bitsPerPixel: bits / (clip.frames * clip.height * clip.width)
  }
}

/** Peak signal-to-noise ratio in decibels between frames and what their tokens decode to. */
async function measurePsnr(
  pack: OpenPack,
  frames: Uint8Array,
  tokens: TokensByLayer,
  mask: Uint8Array | null
): Promise<number> {
  const { clip, layers } = pack.manifest
  const job = { clips: [tokens], masks: [mask], layers: layers.length, fromFrame: 0, toFrame: clip.frames }
  let squares = 0
  let offset = 0
  for await (const { data } of decodeFrames(pack, job)) {
    for (const value of data) squares += (value - frames[offset++]!) ** 2
  }
  return 10 * Math.log10(255 ** 2 / Math.max(squares / frames.length, 1e-10))
}
