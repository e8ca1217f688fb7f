/** The size of the pack's language model, from which its peers are built. */
import type { PackManifest } from '../../src/shared/model-pack.ts'
import { countLogits } from '../../src/shared/tokens/codes.ts'

export interface ModelShape {
  readonly depth: number
  readonly width: number
  readonly heads: number
  readonly keyValueHeads: number
  readonly headWidth: number
  readonly feedForward: number
  /** Logits of the last layer's head. */
  readonly logits: number
  /** Weights that every position passes: those of the blocks and of the head. */
  readonly parameters: number
  /** What they take in memory. */
  readonly weightBytes: number
}

/** Words of a peer: as many as the last head has logits, and enough for the 256 bytes that llama.cpp asks for. */
export function vocabularyOf({ logits }: ModelShape): number {
  return Math.max(512, logits)
}

/** Widths are rounded to this: the blocks of Q8_0 hold 32 weights. */
const roundTo = 32

/**
 * Shape of a plain Llama that is as large as the pack's model.
 *
 * The manifest does not tell the width of the feed-forward, so it is worked out from the number of parameters: what the
 * tables, heads and attention leave over is three matrices a block.
 */
export function shapeOf(manifest: PackManifest): ModelShape {
  const { depth, width, keyValueHeads, headWidth, parameters, codeRows, hintSlots } = manifest.languageModel
  const logits = manifest.layers.map((layer) => countLogits(layer.factors))
  const rows = Math.max(codeRows.noHint + 1, ...codeRows.layers.flatMap((starts, order) =>
    starts.map((start, factor) => start + 2 ** manifest.layers[order]!.factors[factor]!)))
  const grids = manifest.layers.map(({ grid }) => 1 + grid[0] + grid[1] + grid[2])
  const targets = grids.reduce((sum, count) => sum + count, manifest.prompt.length + (hintSlots > 0 ? grids[0]! : 0))
  const tables = (rows + targets + manifest.prompt.width + logits.reduce((sum, count) => sum + count, 0)) * width
  const attention = 2 * width * width + 2 * width * keyValueHeads * headWidth
  const rest = (parameters - tables) / depth - attention
  const feedForward = Math.max(roundTo, Math.round(rest / (3 * width) / roundTo) * roundTo)
  const last = logits.at(-1)!
  const used = depth * (attention + 3 * width * feedForward) + last * width
  const bytesEach = manifest.graphs.languageModel.precision === 'int8' ? 1 : 4
  return {
    depth, width, heads: width / headWidth, keyValueHeads, headWidth, feedForward,
    logits: last, parameters: used, weightBytes: used * bytesEach
  }
}
