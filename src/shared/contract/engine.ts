/**
 * What can be asked of the engine process: one zod schema in and one type out for each method, and the events a method
 * sends while it works. Layers are named by their `index` (3 is the board in a four-layer pack), cells by their raster
 * position in the layer's grid `[T, h, w]`.
 */
import { z } from 'zod'
import { candidateCount, samplingSchema, type PackManifest } from '../model-pack.ts'
import type { Replacement } from '../prompt/reading.ts'

/** Object keys are text: `"3"` is layer 3. */
const layerKey = z.string().regex(/^(?:0|[1-9][0-9]{0,2})$/, 'must be a layer index')
const layerIndex = z.int().min(0).max(255)
const position = z
  .int()
  .min(0)
  .max(2 ** 24 - 1)
const prompt = z.string().max(100_000)

/** Codes in raster order, all of a layer's cells; −1 where there is none yet. */
const codes = z
  .array(
    z
      .int()
      .min(-1)
      .max(2 ** 30 - 1)
  )
  .max(2 ** 24)
const tokens = z.record(layerKey, codes)
/** Raster positions of locked cells. Their codes stand in `tokens`. */
const locked = z.record(layerKey, z.array(position).max(2 ** 24))
/** Masked cells of the mask's layer as base64 bits (src/shared/tokens/bit-set.ts); null: not predicted, or no masking. */
const masked = z.string().max(4_000_000).nullable()

const takeSchema = z.strictObject({
  seed: z.int().min(0),
  /** 0 for a first generation; a re-roll counts it up and gets other numbers for the same seed. */
  draw: z
    .int()
    .min(0)
    .max(2 ** 16 - 1)
    .default(0),
  /** What there is: known cells are kept, −1 and missing layers are sampled. */
  tokens: tokens.default({}),
  /** Locked cells condition every other cell of the board, also those sampled before them. */
  locked: locked.default({}),
  masked: masked.default(null)
})

const conditioning = {
  prompt,
  /** What the picture must not show: takes the place of the unconditional prompt in guidance. Empty: none. */
  negativePrompt: prompt.default('')
}

export const generateSchema = z.strictObject({
  ...conditioning,
  takes: z.array(takeSchema).min(1).max(64),
  /** Every layer from the top down to this one is completed. */
  untilLayer: layerIndex,
  /** By layer index; what is missing comes from the pack. */
  sampling: z.record(layerKey, samplingSchema.partial()).default({}),
  /** Predict which detail tokens barely change, and do not sample those (paper 4.1). Needs a pack with a mask. */
  masking: z.boolean().default(true),
  /**
   * How locked board cells reach cells sampled before them. `hints`: the pack's hint slots; `weighted`: several draws, one
   * taken with a probability proportional to the likelihood of its locked cells; `ordered`: not at all (the plain
   * left-to-right rule, for comparison); `auto`: weighted (docs/decisions/0023-locks-by-weighing.md).
   */
  lockRule: z.enum(['auto', 'hints', 'weighted', 'ordered']).default('auto'),
  /** Draws to choose from: boards under `weighted` (null: 8), and whole clips where the pack has a ranker (null: its own). */
  candidates: candidateCount.nullable().default(null)
})

export const scoreSchema = z.strictObject({
  ...conditioning,
  /** Complete layers from the top; as many as are given are scored. */
  tokens,
  /** Shown in the hint slots. */
  locked: locked.default({}),
  masked: masked.default(null),
  /** 1: the model itself, without a push towards the prompt. */
  guidance: z.number().min(0).max(100).default(1)
})

export const alternativesSchema = z.strictObject({
  ...conditioning,
  tokens,
  locked: locked.default({}),
  masked: masked.default(null),
  layer: layerIndex,
  position,
  /** How many, most probable first. */
  count: z.int().min(1).max(64).default(8),
  guidance: z.number().min(0).max(100).default(1),
  /** Frame to decode with each alternative in place; null: none. */
  thumbnailFrame: z.int().min(0).nullable().default(null),
  /** Where the thumbnails are written, rgb24 one after the other; the client fills it in. */
  file: z.string().max(4096).default('')
})

export const decodeSchema = z.strictObject({
  tokens,
  masked: masked.default(null),
  /** How many layers, from the top, to use; the rest is what the decoder predicts. */
  layers: z.int().min(1).max(16),
  fromFrame: z.int().min(0),
  /** Exclusive. */
  toFrame: z.int().min(1),
  /** Where the frames are written, rgb24 `[frames, height, width, 3]`; the client fills it in. */
  file: z.string().min(1).max(4096)
})

export const encodeSchema = z.strictObject({
  /** Raw rgb24 `[clip.frames, clip.height, clip.width, 3]`. */
  file: z.string().min(1).max(4096),
  /** Also decode the tokens and measure the peak signal-to-noise ratio. */
  measure: z.boolean().default(false)
})

export const predictMaskSchema = z.strictObject({ tokens, locked: locked.default({}) })

export const encodePromptSchema = z.strictObject({ prompt })

const nothing = z.strictObject({})

export type TokensByLayer = Record<string, number[]>

export interface Device {
  /** `cpu`, `cuda`, `dml`, `coreml`. */
  readonly provider: string
  /** One sentence: why this one. */
  readonly reason: string
  /** The providers that were tried before, and why they are not in use. */
  readonly skipped: { readonly provider: string; readonly reason: string }[]
  readonly threads: number
}

export interface EngineDescription {
  readonly device: Device
  /** Folder of the pack. */
  readonly folder: string
  /** SHA-256 of `manifest.json`, which holds the hashes of everything else. */
  readonly packHash: string
  readonly manifest: PackManifest
  readonly residentBytes: number
}

export interface PromptReading {
  /** Word pieces used, the two special ones included. */
  readonly tokens: number
  /** Word pieces of the whole prompt. */
  readonly total: number
  /** The prompt was longer than the pack reads. */
  readonly isCut: boolean
  /** Words and then phrases that the pack's captions lack, and what they were read as. */
  readonly replaced: Replacement[]
  /** What was read, as the tokenizer writes it. */
  readonly read: string
  /** The word pieces' numbers. */
  readonly ids: number[]
}

export interface TakeResult {
  readonly seed: number
  readonly draw: number
  /** Complete down to `untilLayer`; after a cancel −1 where nothing was sampled. Masked cells are filled in. */
  readonly tokens: TokensByLayer
  readonly masked: string | null
  /** Share of the mask's layer that was sampled: 1 without masking, null where that layer was not reached. */
  readonly sampledShare: number | null
  /** Natural log-likelihood of the freely sampled cells, under the guided distribution at temperature 1. */
  readonly logLikelihood: number
}

export interface GenerateResult {
  readonly status: 'done' | 'cancelled'
  readonly takes: TakeResult[]
  readonly prompt: PromptReading
  readonly seconds: {
    readonly prompt: number
    /** By layer index. */
    readonly layers: Record<string, number>
    readonly total: number
  }
}

export interface ScoreResult {
  /** By layer index, one entry a cell; NaN never, 0 for masked cells. */
  readonly entropyBits: Record<string, number[]>
  /** Natural logarithm of the probability of each code. */
  readonly logProbabilities: Record<string, number[]>
  /** Sum over all scored cells. */
  readonly logLikelihood: number
}

export interface AlternativesResult {
  readonly layer: number
  readonly position: number
  readonly entropyBits: number
  /** Most probable first. */
  readonly alternatives: { readonly code: number; readonly probability: number }[]
  /** Size of one thumbnail, and how many bytes were written; null where none was asked for. */
  readonly thumbnails: { readonly height: number; readonly width: number; readonly bytes: number } | null
}

export interface DecodeResult {
  readonly status: 'done' | 'cancelled'
  readonly frames: number
  readonly height: number
  readonly width: number
  readonly seconds: number
}

export interface EncodeResult {
  readonly tokens: TokensByLayer
  /** Cells that change less than the mean, at most the pack's share (paper 4.1). */
  readonly masked: string | null
  readonly sampledShare: number | null
  /** Decibels, of the whole clip decoded from all layers; null where not asked for. */
  readonly psnr: number | null
  /** Bits of all tokens over frames · height · width. */
  readonly bitsPerPixel: number
}

export interface MaskResult {
  readonly masked: string | null
  readonly sampledShare: number
}

export type EngineEvent =
  /** Before each forward pass. `takes`: the takes of the request that this pass works on. */
  | {
      readonly type: 'step'
      readonly takes: number[]
      readonly layer: number
      readonly step: number
      readonly steps: number
    }
  | { readonly type: 'prompt'; readonly prompt: PromptReading }
  /** Tokens that will not change again: whoever stores them resumes from here. `done` of `total` cells of the layer. */
  | {
      readonly type: 'tokens'
      readonly take: number
      readonly layer: number
      readonly positions: number[]
      readonly codes: number[]
      readonly done: number
      readonly total: number
    }
  /** Of a take of which several clips are drawn: the share of a layer that they have so far. Tokens follow when one is kept. */
  | { readonly type: 'candidate'; readonly take: number; readonly layer: number; readonly share: number }
  /** Sent before the first token of the mask's layer. A resumed request must pass it back. */
  | {
      readonly type: 'mask'
      readonly take: number
      readonly layer: number
      readonly masked: string
      readonly sampledShare: number
    }
  | { readonly type: 'layer'; readonly take: number; readonly layer: number; readonly seconds: number }
  /** Frames that now lie in the file, from byte `firstByte` on. */
  | {
      readonly type: 'frames'
      readonly firstFrame: number
      readonly count: number
      readonly firstByte: number
      readonly bytes: number
    }

/** Every method of the engine. */
export const engineSchemas = {
  describe: nothing,
  encodePrompt: encodePromptSchema,
  generate: generateSchema,
  score: scoreSchema,
  alternatives: alternativesSchema,
  predictMask: predictMaskSchema,
  encode: encodeSchema,
  decode: decodeSchema
}

export interface EngineResults {
  describe: EngineDescription
  encodePrompt: PromptReading
  generate: GenerateResult
  score: ScoreResult
  alternatives: AlternativesResult
  predictMask: MaskResult
  encode: EncodeResult
  decode: DecodeResult
}

export type EngineMethod = keyof EngineResults
/** What a caller writes; defaults may be left out. */
export type EngineParams<Method extends EngineMethod> = z.input<(typeof engineSchemas)[Method]>
/** What the engine sees after parsing. */
export type EngineRequest<Method extends EngineMethod> = z.output<(typeof engineSchemas)[Method]>
