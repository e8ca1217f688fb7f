/** Takes of a shot, their tokens, locks and differences. */
import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { layerDifferenceSchema } from '../storyboard/compare.ts'
import { projectIdSchema, shotIdSchema, takeIdSchema } from '../storyboard/ids.ts'
import {
  layerIndexSchema,
  layerTokensSchema,
  packReferenceSchema,
  takeEditSchema,
  takeSchema,
  takeTokensSchema
} from '../storyboard/take.ts'

const one = z.object({ takeId: takeIdSchema })
const takeIds = z.array(takeIdSchema).min(1).max(1000)
const positions = z.array(z.int().min(0)).max(65_536)
/** Calls of one gesture share it and are undone together; null: an entry of its own. */
const gesture = z.string().max(100).nullable().default(null)

/** New codes for some tokens of a layer. */
export const tokenEditSchema = z.object({
  layer: layerIndexSchema,
  positions: positions.min(1),
  /** One for each position. */
  codes: layerTokensSchema.shape.codes
})

export const takesMethods = {
  /** By number, first to last; of the bin, last deleted first. */
  'takes.list': method(
    z.object({
      shotId: shotIdSchema,
      bin: z.boolean().default(false),
      starredOnly: z.boolean().default(false),
      /** Number of the last take of the page before. */
      after: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(200)
    }),
    z.object({ takes: z.array(takeSchema), next: z.int().nullable() })
  ),
  'takes.get': method(one, takeSchema),
  'takes.getMany': method(z.object({ takeIds }), z.array(takeSchema)),
  'takes.tokens': method(one, takeTokensSchema),
  'takes.edit': method(one.extend({ edit: takeEditSchema, gesture }), takeSchema),
  /** Locks cells, or unlocks them. */
  'takes.lock': method(
    one.extend({ layer: layerIndexSchema, positions: positions.min(1), isLocked: z.boolean(), gesture }),
    takeSchema
  ),
  /**
   * Sets codes: a child take, which becomes the chosen one where its parent was. Later calls of the same gesture change
   * that child in place. Lower layers are kept and marked stale where they lie under a changed token.
   */
  'takes.editTokens': method(one.extend({ edits: z.array(tokenEditSchema).min(1).max(16), gesture }), takeSchema),
  /** A take of another shot (or of this one) as a new take of a shot. */
  'takes.copy': method(one.extend({ shotId: shotIdSchema }), takeSchema),
  /** A take from tokens that came from outside: the clipboard, a file. */
  'takes.create': method(
    z.object({
      shotId: shotIdSchema,
      pack: packReferenceSchema,
      layers: z.array(layerTokensSchema).min(1).max(16),
      seed: takeSchema.shape.seed,
      sampling: takeSchema.shape.sampling,
      prompt: takeSchema.shape.prompt,
      negativePrompt: takeSchema.shape.negativePrompt,
      name: takeSchema.shape.name.default('')
    }),
    takeSchema
  ),
  'takes.bin': method(z.object({ projectId: projectIdSchema, takeIds }), z.object({})),
  'takes.restore': method(z.object({ projectId: projectIdSchema, takeIds }), z.object({})),
  'takes.compare': method(
    z.object({ leftTakeId: takeIdSchema, rightTakeId: takeIdSchema }),
    z.array(layerDifferenceSchema)
  ),
  /** Takes of a project whose prompt or name holds the words, newest first. */
  'takes.search': method(
    z.object({
      projectId: projectIdSchema,
      text: z.string().min(1).max(400),
      starredOnly: z.boolean().default(false),
      minimumRating: takeSchema.shape.rating.default(0),
      /** `next` of the page before. */
      after: z.int().min(0).nullable().default(null),
      limit: z.int().min(1).max(200).default(50)
    }),
    z.object({ takes: z.array(takeSchema), next: z.int().nullable() })
  )
}

export const takesEvents = {
  'takes.changed': event(
    z.object({ projectId: projectIdSchema, shotId: shotIdSchema, takeIds: z.array(takeIdSchema) })
  )
}
