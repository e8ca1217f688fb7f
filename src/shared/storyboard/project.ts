/** A project: an ordered list of shots. */
import { z } from 'zod'
import { projectIdSchema, takeIdSchema } from './ids.ts'
import { presenceSchema } from './presence.ts'

export const projectNameSchema = z.string().trim().min(1).max(200)

/** Milliseconds since 1970 by the machine's clock: for people to read, never for putting things in order. */
export const momentSchema = z.number().int()

export const projectSchema = z.object({
  id: projectIdSchema,
  name: projectNameSchema,
  /** The pack that new takes use; null: the studio's default. */
  packId: z.string().max(64).nullable(),
  presence: presenceSchema,
  createdAt: momentSchema,
  updatedAt: momentSchema
})

/** A project as the start page shows it. */
export const projectSummarySchema = projectSchema.extend({
  shotCount: z.int().min(0),
  /** Sum of the shots' durations. */
  durationSeconds: z.number().min(0),
  /** The first shot's chosen take, for a thumbnail. */
  coverTakeId: takeIdSchema.nullable(),
  /** Counts up with every opening; the list of recent projects is in its descending order. */
  openedSequence: z.int().min(0)
})

/** Fields that people edit, each change of which can be undone. */
export const projectEditSchema = projectSchema.pick({ name: true, packId: true }).partial()

export type Project = z.infer<typeof projectSchema>
export type ProjectSummary = z.infer<typeof projectSummarySchema>
export type ProjectEdit = z.infer<typeof projectEditSchema>
