/** A shot: a prompt with its takes, one of them chosen. */
import { z } from 'zod'
import { projectIdSchema, shotIdSchema, takeIdSchema } from './ids.ts'
import { presenceSchema } from './presence.ts'
import { momentSchema } from './project.ts'
import { promptMaximumLength } from './prompt-length.ts'

export const promptSchema = z.string().max(promptMaximumLength)
const textSchema = z.string().max(20_000)

export const shotSchema = z.object({
  id: shotIdSchema,
  projectId: projectIdSchema,
  /** Shots of a project are in ascending order of this key, compared by code unit. */
  orderKey: z.string().regex(/^[0-9A-Za-z]{1,200}$/),
  prompt: promptSchema,
  negativePrompt: promptSchema,
  notes: textSchema,
  dialogue: textSchema,
  durationSeconds: z.number().gt(0).max(3600),
  chosenTakeId: takeIdSchema.nullable(),
  presence: presenceSchema,
  createdAt: momentSchema,
  updatedAt: momentSchema
})

/** A shot in the list: with the number of its takes that are kept. */
export const shotSummarySchema = shotSchema.extend({ takeCount: z.int().min(0) })

/** Fields that people edit, each change of which can be undone. */
export const shotEditSchema = shotSchema
  .pick({ prompt: true, negativePrompt: true, notes: true, dialogue: true, durationSeconds: true, chosenTakeId: true })
  .partial()

/** A new shot before anybody has typed; 8 seconds is the clip length of the paper. */
export const shotDefaults = { prompt: '', negativePrompt: '', notes: '', dialogue: '', durationSeconds: 8 } as const

export type Shot = z.infer<typeof shotSchema>
export type ShotSummary = z.infer<typeof shotSummarySchema>
export type ShotEdit = z.infer<typeof shotEditSchema>
