/** Rows of projects. */
import type { ProjectId, TakeId } from '../../shared/storyboard/ids.ts'
import type { Presence } from '../../shared/storyboard/presence.ts'
import type { Project, ProjectSummary } from '../../shared/storyboard/project.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

const summary = `
  SELECT id, name, packId, presence, createdAt, updatedAt, openedSequence,
    (SELECT count(*) FROM shot WHERE projectId = project.id AND presence = 'kept') AS shotCount,
    (SELECT total(durationSeconds) FROM shot WHERE projectId = project.id AND presence = 'kept') AS durationSeconds,
    (SELECT chosenTakeId FROM shot WHERE projectId = project.id AND presence = 'kept' AND chosenTakeId IS NOT NULL
      ORDER BY orderKey, id LIMIT 1) AS coverTakeId
  FROM project`

interface Row extends Omit<ProjectSummary, 'id' | 'coverTakeId'> {
  id: ProjectId
  coverTakeId: TakeId | null
}

/** Recent first. */
export function listProjects(database: ReadableDatabase, presence: Presence, limit: number): ProjectSummary[] {
  return database.all<Row>(`${summary} WHERE presence = ? ORDER BY openedSequence DESC, id LIMIT ?`, presence, limit)
}

export function findProject(database: ReadableDatabase, id: ProjectId): ProjectSummary | undefined {
  return database.one<Row>(`${summary} WHERE id = ?`, id)
}

export function insertProject(database: WritableDatabase, project: Project): void {
  const { id, name, packId, presence, createdAt, updatedAt } = project
  database.run(
    `INSERT INTO project (id, name, packId, presence, presenceAt, openedSequence, createdAt, updatedAt, savedAt)
     VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?)`,
    id, name, packId, presence, createdAt, createdAt, updatedAt, updatedAt
  )
  markOpened(database, id)
}

/** Moves a project to the front of the recent ones; counted, not dated, so that the clock does not matter. */
export function markOpened(database: WritableDatabase, id: ProjectId): void {
  database.run('UPDATE project SET openedSequence = (SELECT 1 + max(openedSequence) FROM project) WHERE id = ?', id)
}

export function setProjectPresence(database: WritableDatabase, id: ProjectId, presence: Presence, now: number): void {
  database.run('UPDATE project SET presence = ?, presenceAt = ? WHERE id = ?', presence, now, id)
}

/** Removes a project with everything in it, for good. */
export function deleteProject(database: WritableDatabase, id: ProjectId): void {
  // Children first, by hand: one statement per table is far faster than cascading row by row.
  database.run('UPDATE shot SET chosenTakeId = NULL WHERE projectId = ?', id)
  database.run('UPDATE take SET parentTakeId = NULL WHERE projectId = ?', id)
  database.run('DELETE FROM layer WHERE takeId IN (SELECT id FROM take WHERE projectId = ?)', id)
  database.run('DELETE FROM take WHERE projectId = ?', id)
  database.run('DELETE FROM shot WHERE projectId = ?', id)
  database.run('DELETE FROM history WHERE projectId = ?', id)
  database.run('DELETE FROM job WHERE projectId = ?', id)
  database.run('DELETE FROM project WHERE id = ?', id)
}
