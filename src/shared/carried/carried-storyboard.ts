/**
 * What an exported file carries so that it can be opened again: shots with their takes, token for token, and what made
 * them. One take is a storyboard of one shot.
 */
import { z } from 'zod'
import { shotSchema } from '../storyboard/shot.ts'
import { layerTokensSchema, packReferenceSchema, takeSchema } from '../storyboard/take.ts'

export const carriedTakeSchema = z.object({
  pack: packReferenceSchema,
  /** Top first. */
  layers: z.array(layerTokensSchema).min(1).max(16),
  ...takeSchema.pick({ seed: true, draw: true, sampling: true, prompt: true, negativePrompt: true, name: true }).shape
})

export const carriedShotSchema = z.object({
  ...shotSchema.pick({ prompt: true, negativePrompt: true, notes: true, dialogue: true, durationSeconds: true }).shape,
  takes: z.array(carriedTakeSchema).max(1000),
  /** Index into `takes`; null: none is chosen. */
  chosen: z.int().min(0).nullable()
})

export const carriedStoryboardSchema = z.object({ shots: z.array(carriedShotSchema).min(1).max(10_000) })

export type CarriedTake = z.infer<typeof carriedTakeSchema>
export type CarriedShot = z.infer<typeof carriedShotSchema>
export type CarriedStoryboard = z.infer<typeof carriedStoryboardSchema>
