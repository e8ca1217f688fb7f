/** Copies what is kept of a project or of a shot, under new ids; the tokens are shared, not copied. */
import { randomUUID } from 'node:crypto'
import { shareLayers } from './layers.ts'
import type { ProjectId, ShotId, TakeId } from '../../shared/storyboard/ids.ts'
import type { WritableDatabase } from './database.ts'

/** All kept shots of a project with their kept takes; `to` exists and is empty. */
export function copyProject(database: WritableDatabase, from: ProjectId, to: ProjectId, now: number): void {
  const shots = database.all<{ id: ShotId; orderKey: string }>(
    "SELECT id, orderKey FROM shot WHERE projectId = ? AND presence = 'kept' ORDER BY orderKey, id", from
  )
  for (const shot of shots) copyShot(database, shot.id, { projectId: to, orderKey: shot.orderKey, presence: 'kept', now })
  database.run(
    'INSERT OR IGNORE INTO projectAsset (projectId, assetId) SELECT ?, assetId FROM projectAsset WHERE projectId = ?', to, from
  )
}

/**
 * One shot with its kept takes.
 * @returns the new shot's id
 */
export function copyShot(
  database: WritableDatabase, from: ShotId,
  to: { projectId: ProjectId; orderKey: string; presence: 'kept' | 'undone'; now: number }
): ShotId {
  const id = randomUUID() as ShotId
  database.run(
    `INSERT INTO shot (id, projectId, orderKey, prompt, negativePrompt, notes, dialogue, durationSeconds, presence,
       presenceAt, createdAt, updatedAt)
     SELECT ?, ?, ?, prompt, negativePrompt, notes, dialogue, durationSeconds, ?, ?, ?, ? FROM shot WHERE id = ?`,
    id, to.projectId, to.orderKey, to.presence, to.now, to.now, to.now, from
  )
  const takes = database.all<{ id: TakeId; parentTakeId: TakeId | null }>(
    "SELECT id, parentTakeId FROM take WHERE shotId = ? AND presence = 'kept' ORDER BY number", from
  )
  const newIds = new Map(takes.map((take) => [take.id, randomUUID() as TakeId]))
  for (const take of takes) {
    const newId = newIds.get(take.id) ?? (randomUUID() as TakeId)
    database.run(
      `INSERT INTO take (id, projectId, shotId, number, parentTakeId, origin, prompt, negativePrompt, seed, draw, sampling,
         packHash, name, starred, rating, presence, presenceAt, createdAt, assetId)
       SELECT ?, ?, ?, number, ?, origin, prompt, negativePrompt, seed, draw, sampling, packHash, name, starred, rating,
         'kept', ?, createdAt, assetId FROM take WHERE id = ?`,
      newId, to.projectId, id, parentIn(newIds, take.parentTakeId), to.now, take.id
    )
    shareLayers(database, take.id, newId)
  }
  const chosen = database.one<{ id: TakeId | null }>('SELECT chosenTakeId AS id FROM shot WHERE id = ?', from)?.id ?? null
  database.run('UPDATE shot SET chosenTakeId = ? WHERE id = ?', parentIn(newIds, chosen), id)
  return id
}

function parentIn(newIds: ReadonlyMap<TakeId, TakeId>, id: TakeId | null): TakeId | null {
  return id === null ? null : (newIds.get(id) ?? null)
}
