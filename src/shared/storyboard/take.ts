/** A take: one set of tokens for a shot, with everything that is needed to make it again. */
import { z } from 'zod'
import { samplingSchema } from '../model-pack.ts'
import { projectIdSchema, shotIdSchema, takeIdSchema } from './ids.ts'
import { presenceSchema } from './presence.ts'
import { momentSchema } from './project.ts'
import { promptSchema } from './shot.ts'

/** 0 … 2^53 − 1: both halves of the sampler's key are `floor(seed / 2^32)` and `seed mod 2^32`. */
export const seedSchema = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

export const drawSchema = z.int().min(0).max(2 ** 16 - 1)

export const layerIndexSchema = z.int().min(0).max(255)

/** Sampling of one layer. */
export const layerSamplingSchema = samplingSchema.extend({ layer: layerIndexSchema })

/** A layer as its pack describes it: enough to read the tokens without the pack. */
export const layerShapeSchema = z.object({
  index: layerIndexSchema,
  name: z.string().min(1).max(40),
  /** `[T, h, w]` */
  grid: z.tuple([z.int().min(1).max(65_536), z.int().min(1).max(65_536), z.int().min(1).max(65_536)]),
  bits: z.int().min(1).max(30)
})

/** Which pack made a take, and the layers it has, in order of generation (top first). */
export const packReferenceSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  version: z.string().min(1).max(40),
  /** SHA-256 of the pack's manifest, which holds the hashes of all its files. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  layers: z.array(layerShapeSchema).min(1).max(16)
})

/** How a take came to be. */
export const takeOriginSchema = z.enum(['board', 'reroll', 'edit', 'densify', 'import', 'copy'])

/** What a take has of one layer, without the tokens themselves. */
export const layerStateSchema = z.object({
  layer: layerIndexSchema,
  tokens: z.int().min(0),
  locked: z.int().min(0),
  /** Tokens that were made under an upper layer that has since changed. */
  stale: z.int().min(0),
  /** Tokens that the mask head said barely change: never sampled. */
  masked: z.int().min(0)
})

export const takeSchema = z.object({
  id: takeIdSchema,
  projectId: projectIdSchema,
  shotId: shotIdSchema,
  /** 1, 2, 3 … within the shot; never used again. */
  number: z.int().min(1),
  parentTakeId: takeIdSchema.nullable(),
  origin: takeOriginSchema,
  prompt: promptSchema,
  negativePrompt: promptSchema,
  seed: seedSchema,
  /** 0 for a first generation; counted up by re-rolls, which then get other random numbers from the same seed. */
  draw: drawSchema,
  /** As used, complete: one entry for each layer that was sampled. */
  sampling: z.array(layerSamplingSchema).max(16),
  packHash: packReferenceSchema.shape.hash,
  name: z.string().max(200),
  starred: z.boolean(),
  /** 0: not rated. */
  rating: z.int().min(0).max(5),
  presence: presenceSchema,
  createdAt: momentSchema,
  /** Top first; only the layers that are there. */
  layers: z.array(layerStateSchema).max(16)
})

/** Fields of a take that change in place; tokens never do: an edit of tokens is a child take. */
export const takeEditSchema = takeSchema.pick({ name: true, starred: true, rating: true }).partial()

const code = z.int().min(0).max(2 ** 30 - 1)
const bits = z.base64().max(4_000_000)

/** The tokens of one layer. Sets of positions are base64 bits as in `tokens/bit-set.ts`; null: the empty set. */
export const layerTokensSchema = z.object({
  layer: layerIndexSchema,
  /** Raster order `(t, row, column)`, masked tokens filled in. */
  codes: z.array(code).min(1).max(2 ** 24),
  masked: bits.nullable(),
  locked: bits.nullable(),
  stale: bits.nullable()
})

export const takeTokensSchema = z.object({
  takeId: takeIdSchema,
  pack: packReferenceSchema,
  layers: z.array(layerTokensSchema).max(16)
})

export type LayerSampling = z.infer<typeof layerSamplingSchema>
export type LayerShape = z.infer<typeof layerShapeSchema>
export type PackReference = z.infer<typeof packReferenceSchema>
export type TakeOrigin = z.infer<typeof takeOriginSchema>
export type LayerState = z.infer<typeof layerStateSchema>
export type LayerTokens = z.infer<typeof layerTokensSchema>
export type Take = z.infer<typeof takeSchema>
export type TakeEdit = z.infer<typeof takeEditSchema>
export type TakeTokens = z.infer<typeof takeTokensSchema>
