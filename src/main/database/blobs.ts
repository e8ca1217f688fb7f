/** Bytes kept once each, under a number: packed codes and sets of positions. A blob is never changed. */
import { createHash } from 'node:crypto'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** The number of the blob with these bytes; stores them where they are new. */
export function storeBlob(database: WritableDatabase, bytes: Uint8Array): number {
  const hash = createHash('sha256').update(bytes).digest()
  const known = database.one<{ id: number }>('SELECT id FROM blob WHERE hash = ?', hash)
  return known?.id ?? database.run('INSERT INTO blob (hash, bytes) VALUES (?, ?)', hash, bytes).lastId
}

/** The bytes of a blob; a number that is not there is a defect. */
export function readBlob(database: ReadableDatabase, id: number): Uint8Array {
  const row = database.one<{ bytes: Uint8Array }>('SELECT bytes FROM blob WHERE id = ?', id)
  if (row === undefined) throw new Error(`read the library: there is no blob ${id}`)
  return row.bytes
}

/**
 * Removes blobs that nothing refers to: neither a layer nor an entry of the history.
 * @returns how many
 */
export function removeUnusedBlobs(database: WritableDatabase): number {
  return database.run(`
    WITH used (id) AS (
      SELECT codes FROM layer WHERE codes IS NOT NULL
      UNION SELECT masked FROM layer WHERE masked IS NOT NULL
      UNION SELECT locked FROM layer WHERE locked IS NOT NULL
      UNION SELECT stale FROM layer WHERE stale IS NOT NULL
      UNION SELECT field.value FROM history, json_each(history.changes) AS change,
        json_each(change.value, '$.before') AS field
        WHERE change.value ->> '$.record' = 'layer' AND field.key IN ('codes', 'masked', 'locked', 'stale') AND field.value IS NOT NULL
      UNION SELECT field.value FROM history, json_each(history.changes) AS change,
        json_each(change.value, '$.after') AS field
        WHERE change.value ->> '$.record' = 'layer' AND field.key IN ('codes', 'masked', 'locked', 'stale') AND field.value IS NOT NULL
    )
    DELETE FROM blob WHERE id NOT IN (SELECT id FROM used)`).changes
}
