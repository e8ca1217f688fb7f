/** Model packs: which there are, and the one the engine has open. */
import { z } from 'zod'
import { samplingSchema } from '../model-pack.ts'
import { event, method } from '../rpc/table.ts'
import { promptMaximumLength } from '../storyboard/prompt-length.ts'
import { packReferenceSchema } from '../storyboard/take.ts'

export const openPackSchema = z.object({
  /** What takes refer to: id, version, hash and the layers' shapes. */
  reference: packReferenceSchema,
  name: z.string(),
  licence: z.string(),
  description: z.string(),
  clip: z.object({ frames: z.int(), framesPerSecond: z.number(), height: z.int(), width: z.int() }),
  parameters: z.int(),
  /** Default sampling, in the order of the layers. */
  sampling: z.array(samplingSchema),
  /** Clips that are drawn below a board, of which the best is kept; null: the pack cannot tell. */
  candidates: z.int().nullable(),
  hasMask: z.boolean(),
  device: z.object({
    provider: z.string(),
    reason: z.string(),
    threads: z.int(),
    skipped: z.array(z.object({ provider: z.string(), reason: z.string() }))
  }),
  residentBytes: z.int()
})

export const packListingSchema = z.object({
  packs: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      version: z.string(),
      licence: z.string(),
      description: z.string(),
      bytes: z.int(),
      isOpen: z.boolean()
    })
  ),
  /** Folders that hold a manifest which cannot be read. */
  broken: z.array(z.object({ name: z.string(), reason: z.string() }))
})

export const packsMethods = {
  /** Starts the engine if need be. */
  'packs.current': method(z.object({}), openPackSchema),
  'packs.list': method(z.object({}), packListingSchema),
  /** How the open pack reads a prompt: words and phrases that its captions lack, and those in their place. */
  'packs.readPrompt': method(
    z.object({ prompt: z.string().max(promptMaximumLength) }),
    z.object({ replaced: z.array(z.object({ from: z.string(), to: z.string() })) })
  )
}

export const packsEvents = {
  /** The engine's process ended by itself. It is started again by the next call. */
  'packs.engineLost': event(z.object({ reason: z.string() }))
}

export type OpenPackDescription = z.infer<typeof openPackSchema>
export type PackListing = z.infer<typeof packListingSchema>
