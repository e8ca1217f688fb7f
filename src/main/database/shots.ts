/** Rows of shots. */
import type { ProjectId, ShotId, TakeId } from '../../shared/storyboard/ids.ts'
import type { Shot, ShotSummary } from '../../shared/storyboard/shot.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

const fields = `id, projectId, orderKey, prompt, negativePrompt, notes, dialogue, durationSeconds, chosenTakeId, presence,
  createdAt, updatedAt`
const summary = `SELECT ${fields},
  (SELECT count(*) FROM take WHERE shotId = shot.id AND presence = 'kept') AS takeCount FROM shot`

interface Row extends Omit<ShotSummary, 'id' | 'projectId' | 'chosenTakeId'> {
  id: ShotId
  projectId: ProjectId
  chosenTakeId: TakeId | null
}

/** A place in the list: the key and id of the last shot of the page before. */
export interface ShotCursor {
  readonly orderKey: string
  readonly id: string
}

/** Shots that are kept, in the storyboard's order. */
export function listShots(
  database: ReadableDatabase, projectId: ProjectId, after: ShotCursor | null, limit: number
): ShotSummary[] {
  return database.all<Row>(
    `${summary} WHERE projectId = ? AND presence = 'kept' AND (orderKey, id) > (?, ?) ORDER BY orderKey, id LIMIT ?`,
    projectId, after?.orderKey ?? '', after?.id ?? '', limit
  )
}

/** Shots of the bin, last deleted first. */
export function listBinnedShots(database: ReadableDatabase, projectId: ProjectId, skip: number, limit: number): ShotSummary[] {
  return database.all<Row>(
    `${summary} WHERE projectId = ? AND presence = 'binned' ORDER BY presenceAt DESC, sequence DESC LIMIT ? OFFSET ?`,
    projectId, limit, skip
  )
}

export function findShot(database: ReadableDatabase, id: ShotId): ShotSummary | undefined {
  return database.one<Row>(`${summary} WHERE id = ?`, id)
}

export function insertShot(database: WritableDatabase, shot: Shot): void {
  database.run(
    `INSERT INTO shot (id, projectId, orderKey, prompt, negativePrompt, notes, dialogue, durationSeconds, chosenTakeId,
       presence, presenceAt, createdAt, updatedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    shot.id, shot.projectId, shot.orderKey, shot.prompt, shot.negativePrompt, shot.notes, shot.dialogue,
    shot.durationSeconds, shot.chosenTakeId, shot.presence, shot.createdAt, shot.createdAt, shot.updatedAt
  )
}

/**
 * Key of the neighbour before (`lower`) or after a place, among shots of every presence: one that comes back from the bin
 * must find its own key free.
 */
export function neighbourKey(
  database: ReadableDatabase, projectId: ProjectId, side: 'before' | 'after' | 'last', orderKey: string
): string | null {
  const bySide = {
    before: 'SELECT max(orderKey) AS key FROM shot WHERE projectId = ? AND presence = ? AND orderKey < ?',
    after: 'SELECT min(orderKey) AS key FROM shot WHERE projectId = ? AND presence = ? AND orderKey > ?',
    // Every key is above the empty one.
    last: 'SELECT max(orderKey) AS key FROM shot WHERE projectId = ? AND presence = ? AND orderKey > ?'
  }
  const keys = ['kept', 'binned', 'undone'].flatMap((presence) => {
    const key = database.one<{ key: string | null }>(bySide[side], projectId, presence, orderKey)?.key
    return typeof key === 'string' ? [key] : []
  })
  const sorted = keys.toSorted()
  return (side === 'after' ? sorted[0] : sorted.at(-1)) ?? null
}

/** Ids of all shots of every presence, in order: for giving all of them new keys. */
export function listOrder(database: ReadableDatabase, projectId: ProjectId): { id: ShotId; orderKey: string }[] {
  return database.all('SELECT id, orderKey FROM shot WHERE projectId = ? ORDER BY orderKey, id', projectId)
}
