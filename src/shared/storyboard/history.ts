/**
 * History: one entry per gesture, each a named mark with the reversible changes it made. After tldraw's HistoryManager,
 * with the entries kept on disk; ephemeral state (selection, zoom) is never recorded.
 */
import { z } from 'zod'
import { changeSchema, invertChanges, mergeChanges } from './change.ts'
import type { Change } from './change.ts'

/** What was done, in a word that the interface translates ("Undo reorder"). */
export const markSchema = z.enum([
  'edit-project',
  'create-shot',
  'edit-shot',
  'reorder-shots',
  'duplicate-shot',
  'delete-shot',
  'restore-shot',
  'choose-take',
  'edit-take',
  'delete-take',
  'restore-take',
  'copy-take',
  'lock',
  'edit-tokens',
  'generate-boards',
  'reroll',
  'densify',
  'import'
])

export const historyEntrySchema = z.object({
  mark: markSchema,
  /** Changes of one gesture (a drag, a word being typed) share it and become one entry; null: an entry of its own. */
  gesture: z.string().max(100).nullable(),
  changes: z.array(changeSchema)
})

export type Mark = z.infer<typeof markSchema>
export type HistoryEntry = z.infer<typeof historyEntrySchema>

/** Whether a new entry continues the last one: same mark, same gesture. */
export function continuesGesture(last: HistoryEntry | null, next: HistoryEntry): last is HistoryEntry {
  return last !== null && next.gesture !== null && last.gesture === next.gesture && last.mark === next.mark
}

/** The last entry with the next one taken into it; changes that cancel each other out are gone. */
export function extendEntry(last: HistoryEntry, next: HistoryEntry): HistoryEntry {
  return { ...last, changes: mergeChanges(last.changes, next.changes) }
}

/** The changes that take an entry back. */
export function undoChanges(entry: HistoryEntry): Change[] {
  return invertChanges(entry.changes)
}
