/** Puts salvaged records together again: what lost its parent gets a new one where that can be, and goes where it cannot. */
import type { Connection } from './connection.ts'
import type { WritableDatabase } from './database.ts'

/**
 * Makes every reference point to something that is there.
 * @returns how many records had to be left out
 */
export function mendReferences(target: Connection): number {
  return target.transact('repair the library', (database) => {
    adoptOrphans(database)
    const dropped = dropOrphans(database)
    database.script("INSERT INTO takeText (takeText) VALUES ('rebuild')")
    return dropped
  })
}

/** Takes without their shot and shots without their project: the tokens are the work, the frame around them can be made again. */
function adoptOrphans(database: WritableDatabase): void {
  database.run(
    `INSERT INTO project (id, name, presence, presenceAt, openedSequence, createdAt, updatedAt, savedAt)
     SELECT projectId, 'Recovered', 'kept', 0, 0, min(createdAt), max(createdAt), max(createdAt) FROM (
       SELECT projectId, createdAt FROM shot UNION ALL SELECT projectId, createdAt FROM take
     ) WHERE projectId NOT IN (SELECT id FROM project) GROUP BY projectId`
  )
  const lost = database.all<{ shotId: string; projectId: string; prompt: string; negativePrompt: string; createdAt: number }>(
    `SELECT shotId, projectId, prompt, negativePrompt, min(createdAt) AS createdAt FROM take
     WHERE shotId NOT IN (SELECT id FROM shot) GROUP BY shotId`
  )
  for (const { shotId, projectId, prompt, negativePrompt, createdAt } of lost) {
    database.run(
      // "z": after all others; shots with the same key are in the order of their ids.
      `INSERT INTO shot (id, projectId, orderKey, prompt, negativePrompt, notes, dialogue, durationSeconds, presence,
         presenceAt, createdAt, updatedAt) VALUES (?, ?, 'zzzzzz', ?, ?, '', '', 8, 'kept', 0, ?, ?)`,
      shotId, projectId, prompt, negativePrompt, createdAt, createdAt
    )
  }
}

function dropOrphans(database: WritableDatabase): number {
  let dropped = 0
  const remove = (sql: string): void => {
    dropped += database.run(sql).changes
  }
  // Only the pack's row says how a take's codes lie on their grids.
  remove('DELETE FROM take WHERE packHash NOT IN (SELECT hash FROM pack)')
  remove('DELETE FROM layer WHERE takeId NOT IN (SELECT id FROM take)')
  remove('DELETE FROM layer WHERE codes IS NOT NULL AND codes NOT IN (SELECT id FROM blob)')
  for (const field of ['masked', 'locked', 'stale']) {
    database.run(`UPDATE layer SET ${field} = NULL, ${field}Count = 0 WHERE ${field} NOT IN (SELECT id FROM blob)`)
  }
  database.run('UPDATE shot SET chosenTakeId = NULL WHERE chosenTakeId NOT IN (SELECT id FROM take)')
  database.run('UPDATE take SET parentTakeId = NULL WHERE parentTakeId NOT IN (SELECT id FROM take)')
  database.run('UPDATE take SET assetId = NULL WHERE assetId NOT IN (SELECT id FROM asset)')
  remove('DELETE FROM history WHERE projectId NOT IN (SELECT id FROM project)')
  remove('DELETE FROM projectAsset WHERE projectId NOT IN (SELECT id FROM project) OR assetId NOT IN (SELECT id FROM asset)')
  remove('DELETE FROM job WHERE projectId NOT IN (SELECT id FROM project)')
  remove('DELETE FROM jobChunk WHERE jobSequence NOT IN (SELECT sequence FROM job)')
  return dropped
}
