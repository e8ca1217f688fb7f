/** The bin: what was deleted and can be restored, until it is emptied. */
import { deleteProject } from './projects.ts'
import { removeUnusedBlobs } from './blobs.ts'
import type { ProjectId } from '../../shared/storyboard/ids.ts'
import type { WritableDatabase } from './database.ts'

/**
 * Removes for good what was binned up to a moment; history entries that speak of it simply skip it from then on.
 * @returns how many projects, shots and takes, and the projects they were of
 */
export function emptyBin(database: WritableDatabase, upTo: number): { records: number; projectIds: ProjectId[] } {
  const touched = new Set<ProjectId>()
  const projects = database.all<{ id: ProjectId }>(
    "SELECT id FROM project WHERE presence = 'binned' AND presenceAt <= ?", upTo
  )
  for (const { id } of projects) {
    deleteProject(database, id)
    touched.add(id)
  }
  let records = projects.length
  for (const table of ['shot', 'take']) {
    const rows = database.all<{ projectId: ProjectId }>(
      `DELETE FROM ${table} WHERE presence = 'binned' AND presenceAt <= ? RETURNING projectId`, upTo
    )
    for (const { projectId } of rows) touched.add(projectId)
    records += rows.length
  }
  removeUnusedBlobs(database)
  return { records, projectIds: [...touched] }
}
