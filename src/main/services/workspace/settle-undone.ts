/**
 * When a new edit makes redo impossible, what was undone must not be lost with it: shots and takes that were made by the
 * undone gestures go to the bin, and layers that were generated into a take go there as a take of their own.
 */
import { randomUUID } from 'node:crypto'
import { parseLayerId } from '../../database/layers.ts'
import { insertTake } from '../../database/takes.ts'
import { findTake } from '../../database/takes.ts'
import type { Change } from '../../../shared/storyboard/change.ts'
import type { HistoryEntry } from '../../../shared/storyboard/history.ts'
import type { ShotId, TakeId } from '../../../shared/storyboard/ids.ts'
import type { Edit } from './edit.ts'

/** `redo`: the entries that can no longer be done again. */
export function settleUndone(edit: Edit, redo: readonly HistoryEntry[]): void {
  const changes = redo.flatMap((entry) => entry.changes)
  for (const change of changes) {
    if (change.before['presence'] === 'undone' && (change.record === 'shot' || change.record === 'take')) binUndone(edit, change)
  }
  const generated = changes.filter(
    (change) => change.record === 'layer' && change.before['codes'] === null && typeof change.after['codes'] === 'number'
  )
  const byTake = Map.groupBy(generated, (change) => parseLayerId(change.id).takeId)
  for (const [takeId, layers] of byTake) keepLayers(edit, takeId, layers)
}

function binUndone({ database, projectId, now, announce }: Edit, change: Change): void {
  const table = change.record === 'shot' ? 'shot' : 'take'
  const { changes } = database.run(
    `UPDATE ${table} SET presence = 'binned', presenceAt = ? WHERE id = ? AND presence = 'undone'`, now, change.id
  )
  if (changes === 0) return
  if (table === 'shot') announce.shot(projectId, change.id as ShotId)
  const take = table === 'take' ? findTake(database, change.id as TakeId) : undefined
  if (take !== undefined) announce.take(projectId, take.shotId, take.id)
}

/** A binned copy of the take with the layers that were undone; a take that was itself undone has kept its layers. */
function keepLayers({ database, projectId, now, announce }: Edit, takeId: TakeId, changes: readonly Change[]): void {
  const take = findTake(database, takeId)
  const isStillThere = changes.every((change) => take?.layers.some((state) => state.layer === parseLayerId(change.id).layer))
  if (take === undefined || isStillThere) return
  const id = randomUUID() as TakeId
  insertTake(database, { ...take, id, parentTakeId: takeId, presence: 'binned', createdAt: now })
  database.run(
    `INSERT INTO layer SELECT ?, layer, tokens, codes, masked, locked, stale, maskedCount, lockedCount, staleCount
     FROM layer WHERE takeId = ? AND codes IS NOT NULL`,
    id, takeId
  )
  for (const change of changes) {
    const { after } = change
    database.run(
      `INSERT OR REPLACE INTO layer (takeId, layer, tokens, codes, masked, locked, stale, maskedCount, lockedCount, staleCount)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id, parseLayerId(change.id).layer, after['tokens'] ?? 0, after['codes'] ?? null, after['masked'] ?? null,
      after['locked'] ?? null, after['stale'] ?? null, after['maskedCount'] ?? 0, after['lockedCount'] ?? 0,
      after['staleCount'] ?? 0
    )
  }
  announce.take(projectId, take.shotId, id)
}
