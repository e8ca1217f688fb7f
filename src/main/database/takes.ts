/** Rows of takes. */
import { listLayerStates } from './layers.ts'
import type { AssetId, ProjectId, ShotId, TakeId } from '../../shared/storyboard/ids.ts'
import type { LayerSampling, LayerShape, PackReference, Take } from '../../shared/storyboard/take.ts'
import type { ReadableDatabase, SqlValue, WritableDatabase } from './database.ts'

const fields = `take.sequence, take.id, take.projectId, shotId, number, parentTakeId, origin, take.prompt,
  take.negativePrompt, seed, draw, sampling, packHash, take.name, starred, rating, take.presence, take.createdAt`

type Row = Omit<Take, 'id' | 'projectId' | 'shotId' | 'parentTakeId' | 'sampling' | 'starred' | 'layers'> & {
  sequence: number
  id: TakeId
  projectId: ProjectId
  shotId: ShotId
  parentTakeId: TakeId | null
  sampling: string
  starred: number
}

/** A take before it has layers; its number is given when it is stored. */
export type NewTake = Omit<Take, 'number' | 'layers'> & { readonly assetId?: AssetId }

export interface TakeFilter {
  readonly starredOnly: boolean
  readonly minimumRating: number
}

function toTakes(database: ReadableDatabase, rows: readonly Row[]): Take[] {
  const layers = listLayerStates(database, rows.map((row) => row.id))
  return rows.map(({ sequence: _, sampling, starred, ...row }) => ({
    ...row,
    sampling: JSON.parse(sampling) as LayerSampling[],
    starred: starred === 1,
    layers: layers.get(row.id) ?? []
  }))
}

/** Kept takes of a shot by number. */
export function listTakes(
  database: ReadableDatabase, shotId: ShotId, after: number, limit: number, starredOnly: boolean
): Take[] {
  const rows = database.all<Row>(
    `SELECT ${fields} FROM take WHERE shotId = ? AND presence = 'kept' AND number > ? AND starred >= ?
     ORDER BY number LIMIT ?`,
    shotId, after, starredOnly ? 1 : 0, limit
  )
  return toTakes(database, rows)
}

/** Takes of the bin, last deleted first. */
export function listBinnedTakes(database: ReadableDatabase, shotId: ShotId, skip: number, limit: number): Take[] {
  const rows = database.all<Row>(
    `SELECT ${fields} FROM take WHERE shotId = ? AND presence = 'binned' ORDER BY presenceAt DESC, number DESC LIMIT ? OFFSET ?`,
    shotId, limit, skip
  )
  return toTakes(database, rows)
}

/** The takes that are there, in the order asked for. */
export function findTakes(database: ReadableDatabase, ids: readonly TakeId[]): Take[] {
  const rows = database.all<Row>(
    `SELECT ${fields} FROM json_each(?) AS wanted JOIN take ON take.id = wanted.value ORDER BY wanted.key`,
    JSON.stringify(ids)
  )
  return toTakes(database, rows)
}

export function findTake(database: ReadableDatabase, id: TakeId): Take | undefined {
  return findTakes(database, [id])[0]
}

/**
 * Kept takes of a project whose prompt or name holds all words, newest first.
 * @param after `sequence` of the last take of the page before; null: the first page
 * @returns takes, and the sequence of the last one
 */
export function searchTakes(
  database: ReadableDatabase, projectId: ProjectId, text: string, filter: TakeFilter, after: number | null, limit: number
): { takes: Take[]; last: number | null } {
  const words = text.split(/\s+/u).filter((word) => word !== '')
  // Trigrams know nothing of shorter words: those are looked for in what the longer ones have found.
  const long = words.filter((word) => [...word].length >= 3)
  const short = words.filter((word) => [...word].length < 3)
  const conditions = ["take.projectId = ?", "take.presence = 'kept'", 'starred >= ?', 'rating >= ?', 'take.sequence < ?']
  const newest = after ?? Number.MAX_SAFE_INTEGER
  const values: SqlValue[] = [projectId, filter.starredOnly ? 1 : 0, filter.minimumRating, newest]
  for (const word of short) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    conditions.push("(take.prompt LIKE ? ESCAPE '\\' OR take.name LIKE ? ESCAPE '\\')")
    values.push(like, like)
  }
  // The index hands out newest first and stops at the limit: a word of every take costs no more than a rare one.
  const phrases = long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')
  const rows =
    long.length === 0
      ? database.all<Row>(
          `SELECT ${fields} FROM (
             SELECT sequence AS found FROM take INDEXED BY takeByText WHERE ${conditions.join(' AND ')}
             ORDER BY take.sequence DESC LIMIT ?
           ) JOIN take ON take.sequence = found ORDER BY found DESC`,
          ...values, limit
        )
      : database.all<Row>(
          `SELECT ${fields} FROM takeText CROSS JOIN take ON take.sequence = takeText.rowid
           WHERE takeText MATCH ? AND takeText.rowid < ? AND ${conditions.join(' AND ')} ORDER BY takeText.rowid DESC LIMIT ?`,
          phrases, newest, ...values, limit
        )
  return { takes: toTakes(database, rows), last: rows.at(-1)?.sequence ?? null }
}

/** Stores a take under the next number of its shot. */
export function insertTake(database: WritableDatabase, take: NewTake): void {
  database.run(
    `INSERT INTO take (id, projectId, shotId, number, parentTakeId, origin, prompt, negativePrompt, seed, draw, sampling,
       packHash, name, starred, rating, presence, presenceAt, createdAt, assetId)
     VALUES (?, ?, ?, (SELECT 1 + coalesce(max(number), 0) FROM take WHERE shotId = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    take.id, take.projectId, take.shotId, take.shotId, take.parentTakeId, take.origin, take.prompt, take.negativePrompt,
    take.seed, take.draw, JSON.stringify(take.sampling), take.packHash, take.name, take.starred ? 1 : 0, take.rating,
    take.presence, take.createdAt, take.createdAt, take.assetId ?? null
  )
}

/**
 * The next `draw` that no take of the shot has used with this seed. Jobs that are under way have drawn theirs already: two
 * re-rolls in a row must not give the same result.
 */
export function nextDraw(database: ReadableDatabase, shotId: ShotId, seed: number): number {
  const row = database.one<{ draw: number }>(
    `SELECT 1 + coalesce(max(draw), 0) + (
       SELECT count(*) FROM job WHERE state IN ('waiting', 'running', 'paused') AND kind IN ('reroll', 'densify')
     ) AS draw FROM take WHERE shotId = ? AND seed = ?`,
    shotId, seed
  )
  return (row?.draw ?? 1) % 2 ** 16
}

/** Remembers a pack by the hash of its manifest, so that its takes can be read without it. */
export function storePack(database: WritableDatabase, pack: PackReference): void {
  database.run(
    'INSERT OR IGNORE INTO pack (hash, id, version, layers) VALUES (?, ?, ?, ?)',
    pack.hash, pack.id, pack.version, JSON.stringify(pack.layers)
  )
}

export function findPack(database: ReadableDatabase, hash: string): PackReference | undefined {
  const row = database.one<{ hash: string; id: string; version: string; layers: string }>(
    'SELECT hash, id, version, layers FROM pack WHERE hash = ?', hash
  )
  return row === undefined ? undefined : { ...row, layers: JSON.parse(row.layers) as LayerShape[] }
}
