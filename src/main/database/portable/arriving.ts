/** Projects that are being imported: no list shows them, and what a crash leaves of them goes at the next start. */
import type { ProjectId } from '../../../shared/storyboard/ids.ts'
import { deleteUnusedAssetRows } from '../assets.ts'
import { removeUnusedBlobs } from '../blobs.ts'
import type { WritableDatabase } from '../database.ts'
import { deleteProject } from '../projects.ts'

/** No presence of the contract: nobody may ask for these. */
const arriving = 'arriving'

export function markArriving(database: WritableDatabase, id: ProjectId): void {
  database.run('UPDATE project SET presence = ? WHERE id = ?', arriving, id)
}

/** Removes projects that never arrived whole, with all that came with them. */
export function removeArriving(database: WritableDatabase): void {
  const projects = database.all<{ id: ProjectId }>('SELECT id FROM project WHERE presence = ?', arriving)
  if (projects.length === 0) return
  for (const { id } of projects) deleteProject(database, id)
  removeUnusedBlobs(database)
  deleteUnusedAssetRows(database)
  database.run('DELETE FROM pack WHERE hash NOT IN (SELECT packHash FROM take)')
}
