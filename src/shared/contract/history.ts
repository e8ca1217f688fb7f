/** Undo and redo, which outlive a restart. */
import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { projectIdSchema } from '../storyboard/ids.ts'
import { momentSchema } from '../storyboard/project.ts'
import { markSchema } from '../storyboard/history.ts'

const entrySchema = z.object({ mark: markSchema, at: momentSchema })

export const historyStateSchema = z.object({
  projectId: projectIdSchema,
  /** What undo would take back, and what redo would do again; null: nothing. */
  undo: entrySchema.nullable(),
  redo: entrySchema.nullable(),
  undoCount: z.int().min(0),
  redoCount: z.int().min(0),
  /** When the last change was on disk: written and synchronized, not merely handed over. */
  savedAt: momentSchema
})

const one = z.object({ projectId: projectIdSchema })

export const historyMethods = {
  'history.state': method(one, historyStateSchema),
  /** Newest first, the ones that redo would do again before the ones that undo would take back. */
  'history.list': method(
    one.extend({ limit: z.int().min(1).max(1000).default(100) }),
    z.array(entrySchema.extend({ isUndone: z.boolean() }))
  ),
  'history.undo': method(one, historyStateSchema),
  'history.redo': method(one, historyStateSchema)
}

export const historyEvents = {
  'history.changed': event(historyStateSchema)
}

export type HistoryState = z.infer<typeof historyStateSchema>
