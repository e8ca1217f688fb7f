/** Projects: the start page, the bin, opening. */
import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { projectIdSchema } from '../storyboard/ids.ts'
import { projectEditSchema, projectNameSchema, projectSummarySchema } from '../storyboard/project.ts'
import { shotSummarySchema } from '../storyboard/shot.ts'
import { historyStateSchema } from './history.ts'

const one = z.object({ projectId: projectIdSchema })

/** A list is cut into pages: `next` goes into the next call's `after`; null: this was the last page. */
const shotPageSchema = z.object({ shots: z.array(shotSummarySchema), next: z.string().nullable() })

export const openedProjectSchema = z.object({
  project: projectSummarySchema,
  /** The first page of its shots. */
  ...shotPageSchema.shape,
  history: historyStateSchema
})

export const projectsMethods = {
  /** Recent first. */
  'projects.list': method(
    z.object({ bin: z.boolean().default(false), limit: z.int().min(1).max(500).default(100) }),
    z.array(projectSummarySchema)
  ),
  'projects.create': method(
    z.object({ name: projectNameSchema, packId: z.string().max(64).nullable().default(null) }),
    openedProjectSchema
  ),
  /** Counts as use: the project moves to the front of the recent ones. */
  'projects.open': method(one, openedProjectSchema),
  'projects.edit': method(
    one.extend({ edit: projectEditSchema, gesture: z.string().max(100).nullable().default(null) }),
    projectSummarySchema
  ),
  'projects.duplicate': method(one.extend({ name: projectNameSchema }), projectSummarySchema),
  /** Into the bin, or out of it. */
  'projects.bin': method(one, z.object({})),
  'projects.restore': method(one, z.object({})),
  /** For good: the only call that destroys work, of a project that is in the bin. */
  'projects.purge': method(one, z.object({}))
}

export const projectsEvents = {
  'projects.changed': event(z.object({ projectIds: z.array(projectIdSchema) }))
}
