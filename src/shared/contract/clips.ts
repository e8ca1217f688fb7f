/** One prompt, one clip, nothing kept: generation with a preview after each layer. */
import { z } from 'zod'
import { wireErrorSchema } from '../errors.ts'
import { event, method } from '../rpc/table.ts'

/** Chosen by the caller, so that no event can arrive before its id is known. */
const clipId = z.uuid()
const layerIndex = z.int().min(0).max(255)
const mediaId = z.string().min(1).max(64)
const seed = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

/** A part that the clip goes through: one for each layer, then the frames. */
const stageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('layer'), layer: layerIndex }),
  z.object({ kind: z.literal('frames') })
])

const outcomeSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('done'),
    /** An MP4 of the clip's size. */
    videoId: mediaId,
    seed,
    /** Seconds of work, loading of the pack not included. */
    seconds: z.number().min(0)
  }),
  z.object({ status: z.literal('cancelled') }),
  z.object({ status: z.literal('failed'), error: wireErrorSchema })
])

export type ClipStage = z.infer<typeof stageSchema>
export type ClipOutcome = z.infer<typeof outcomeSchema>

export const packDescriptionSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  licence: z.string(),
  clip: z.object({ frames: z.int(), framesPerSecond: z.number(), height: z.int(), width: z.int() }),
  /** In order of generation, top first. */
  layers: z.array(z.object({ index: layerIndex, name: z.string(), tokens: z.int() })),
  device: z.object({ provider: z.string(), reason: z.string() })
})

export type PackDescription = z.infer<typeof packDescriptionSchema>

export const clipsMethods = {
  /** Starts the engine if need be. */
  'clips.describePack': method(z.object({}), packDescriptionSchema),
  /** Starts a clip and returns at once; events tell the rest. */
  'clips.create': method(
    z.object({
      clipId,
      prompt: z.string().trim().min(1, 'is empty').max(10_000),
      /** Null: a new one, reported at the end. */
      seed: seed.nullable().default(null)
    }),
    z.object({ seed })
  ),
  /** The clip ends as cancelled; one that has ended stays as it is. */
  'clips.cancel': method(z.object({ clipId }), z.object({}))
}

export const clipsEvents = {
  /** `done` of `total` tokens, or frames. */
  'clips.progress': event(
    z.object({ clipId, stage: stageSchema, done: z.int().min(0), total: z.int().min(0) })
  ),
  /** The prompt was longer than the pack reads; `read` is what it read. */
  'clips.promptCut': event(z.object({ clipId, read: z.string() })),
  'clips.ended': event(z.object({ clipId, outcome: outcomeSchema }))
}
