/** Shots of a project. Every change is one entry of its history. */
import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { projectIdSchema, shotIdSchema } from '../storyboard/ids.ts'
import { shotEditSchema, shotSchema, shotSummarySchema } from '../storyboard/shot.ts'

const shotIds = z.array(shotIdSchema).min(1).max(10_000)
/** Calls of one gesture share it and are undone together; null: an entry of its own. */
const gesture = z.string().max(100).nullable().default(null)

export const shotsMethods = {
  /** In the storyboard's order, or, from the bin, last deleted first. */
  'shots.list': method(
    z.object({
      projectId: projectIdSchema,
      bin: z.boolean().default(false),
      /** `next` of the page before. */
      after: z.string().max(400).nullable().default(null),
      limit: z.int().min(1).max(1000).default(200)
    }),
    z.object({ shots: z.array(shotSummarySchema), next: z.string().nullable() })
  ),
  'shots.get': method(z.object({ shotId: shotIdSchema }), shotSummarySchema),
  /** `beforeShotId` null: at the end. */
  'shots.create': method(
    z.object({
      projectId: projectIdSchema,
      beforeShotId: shotIdSchema.nullable().default(null),
      fields: shotSchema
        .pick({ prompt: true, negativePrompt: true, notes: true, dialogue: true, durationSeconds: true })
        .partial()
        .default({})
    }),
    shotSummarySchema
  ),
  'shots.edit': method(z.object({ shotId: shotIdSchema, edit: shotEditSchema, gesture }), shotSummarySchema),
  /** Moves shots, keeping their order among themselves, before another shot; null: to the end. */
  'shots.move': method(
    z.object({ projectId: projectIdSchema, shotIds, beforeShotId: shotIdSchema.nullable(), gesture }),
    z.object({})
  ),
  /** With its takes, right after it. */
  'shots.duplicate': method(z.object({ shotId: shotIdSchema }), shotSummarySchema),
  'shots.bin': method(z.object({ projectId: projectIdSchema, shotIds }), z.object({})),
  'shots.restore': method(z.object({ projectId: projectIdSchema, shotIds }), z.object({}))
}

export const shotsEvents = {
  'shots.changed': event(z.object({ projectId: projectIdSchema, shotIds: z.array(shotIdSchema) }))
}
