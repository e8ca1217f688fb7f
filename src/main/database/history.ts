/** Rows of the history: entries by position, and where a project stands among its own. */
import type { Change } from '../../shared/storyboard/change.ts'
import type { HistoryEntry, Mark } from '../../shared/storyboard/history.ts'
import type { ProjectId } from '../../shared/storyboard/ids.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** Entries kept for each project. */
export const entriesKept = 1000

export interface StoredEntry extends HistoryEntry {
  readonly id: number
  readonly position: number
  readonly at: number
}

interface Row {
  id: number
  position: number
  mark: Mark
  gesture: string | null
  at: number
  changes: string
}

const fields = 'id, position, mark, gesture, at, changes'
const toEntry = (row: Row): StoredEntry => ({ ...row, changes: JSON.parse(row.changes) as Change[] })

/** Where a project stands: entries up to `position` are done. */
export function readPosition(database: ReadableDatabase, projectId: ProjectId): { position: number; savedAt: number } {
  return (
    database.one<{ position: number; savedAt: number }>(
      'SELECT historyPosition AS position, savedAt FROM project WHERE id = ?', projectId
    ) ?? { position: 0, savedAt: 0 }
  )
}

export function writePosition(database: WritableDatabase, projectId: ProjectId, position: number, now: number): void {
  database.run(
    'UPDATE project SET historyPosition = ?, savedAt = ?, updatedAt = ? WHERE id = ?', position, now, now, projectId
  )
}

export function findEntry(database: ReadableDatabase, projectId: ProjectId, position: number): StoredEntry | null {
  const row = database.one<Row>(`SELECT ${fields} FROM history WHERE projectId = ? AND position = ?`, projectId, position)
  return row === undefined ? null : toEntry(row)
}

/** Entries after a position, in order: what redo would do. */
export function listRedo(database: ReadableDatabase, projectId: ProjectId, position: number): StoredEntry[] {
  return database
    .all<Row>(`SELECT ${fields} FROM history WHERE projectId = ? AND position > ? ORDER BY position`, projectId, position)
    .map(toEntry)
}

/** Marks, newest first. */
export function listMarks(
  database: ReadableDatabase, projectId: ProjectId, limit: number
): { position: number; mark: Mark; at: number }[] {
  return database.all(
    'SELECT position, mark, at FROM history WHERE projectId = ? ORDER BY position DESC LIMIT ?', projectId, limit
  )
}

export function countEntries(
  database: ReadableDatabase, projectId: ProjectId, position: number
): { done: number; undone: number } {
  return (
    database.one<{ done: number; undone: number }>(
      `SELECT count(*) FILTER (WHERE position <= ?) AS done, count(*) FILTER (WHERE position > ?) AS undone
       FROM history WHERE projectId = ?`, position, position, projectId
    ) ?? { done: 0, undone: 0 }
  )
}

/** Adds an entry; the oldest beyond `entriesKept` go. */
export function insertEntry(
  database: WritableDatabase, projectId: ProjectId, position: number, entry: HistoryEntry, now: number
): void {
  database.run(
    'INSERT INTO history (projectId, position, mark, gesture, at, changes) VALUES (?, ?, ?, ?, ?, ?)',
    projectId, position, entry.mark, entry.gesture, now, JSON.stringify(entry.changes)
  )
  database.run('DELETE FROM history WHERE projectId = ? AND position <= ?', projectId, position - entriesKept)
}

export function updateEntry(database: WritableDatabase, id: number, entry: HistoryEntry, now: number): void {
  database.run('UPDATE history SET changes = ?, at = ? WHERE id = ?', JSON.stringify(entry.changes), now, id)
}

export function deleteEntry(database: WritableDatabase, id: number): void {
  database.run('DELETE FROM history WHERE id = ?', id)
}

export function deleteRedo(database: WritableDatabase, projectId: ProjectId, position: number): void {
  database.run('DELETE FROM history WHERE projectId = ? AND position > ?', projectId, position)
}

/** Makes room for an entry that is put under those that redo would do. */
export function shiftRedo(database: WritableDatabase, projectId: ProjectId, position: number): void {
  database.run('UPDATE history SET position = position + 1 WHERE projectId = ? AND position > ?', projectId, position)
}
