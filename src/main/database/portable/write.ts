/** Writes a project to a portable file. */
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { assetFile, listAssets } from '../assets.ts'
import { openConnection } from '../connection.ts'
import { replaceFile } from '../files.ts'
import { assertRow } from '../rows.ts'
import { toStorageError } from '../storage-failures.ts'
import { applicationId, assetPieceBytes, formatVersion, tables } from './format.ts'
import type { ProjectId } from '../../../shared/storyboard/ids.ts'
import type { Connection } from '../connection.ts'
import type { SqlValue } from '../database.ts'
import type { LibraryFolder } from '../library-folder.ts'
import type { PortableTable } from './format.ts'

export interface WrittenFile {
  readonly bytes: number
  readonly shots: number
  readonly takes: number
}

/** Rows written before others get their turn. */
const rowsAtOnce = 1000

/** What goes into each table; `?` is the project. Shots and takes that are in the bin stay at home. */
const queries: Record<Exclude<PortableTable, 'asset' | 'assetPiece'>, string> = {
  project: 'SELECT name, packId, createdAt, 0 AS exportedAt FROM project WHERE id = ?',
  pack: `SELECT hash, id, version, layers FROM pack WHERE hash IN (
    SELECT packHash FROM take WHERE projectId = ? AND presence = 'kept')`,
  shot: `SELECT row_number() OVER (ORDER BY orderKey, shot.id) AS number, shot.prompt, shot.negativePrompt, notes, dialogue,
    durationSeconds, take.sequence AS chosenTake, shot.createdAt
    FROM shot LEFT JOIN take ON take.id = chosenTakeId AND take.presence = 'kept'
    WHERE shot.projectId = ? AND shot.presence = 'kept' ORDER BY 1`,
  take: `WITH numbered AS (
      SELECT id, row_number() OVER (ORDER BY orderKey, id) AS number FROM shot WHERE projectId = ? AND presence = 'kept')
    SELECT take.sequence AS key, numbered.number AS shot, take.number, parent.sequence AS parent, take.origin, take.prompt,
      take.negativePrompt, take.seed, take.draw, take.sampling, take.packHash AS pack, take.name, take.starred, take.rating,
      asset.hash AS asset, take.createdAt
    FROM take JOIN numbered ON numbered.id = take.shotId
    LEFT JOIN take AS parent ON parent.id = take.parentTakeId AND parent.presence = 'kept'
    LEFT JOIN asset ON asset.id = take.assetId
    WHERE take.presence = 'kept' ORDER BY take.sequence`,
  blob: `SELECT id, bytes FROM blob WHERE id IN (
    SELECT value FROM layer JOIN take ON take.id = layer.takeId JOIN shot ON shot.id = take.shotId,
      json_each(json_array(codes, masked, locked, stale))
    WHERE take.projectId = ? AND take.presence = 'kept' AND shot.presence = 'kept' AND value IS NOT NULL)`,
  layer: `SELECT take.sequence AS take, layer, codes, masked, locked, stale
    FROM layer JOIN take ON take.id = layer.takeId JOIN shot ON shot.id = take.shotId
    WHERE take.projectId = ? AND take.presence = 'kept' AND shot.presence = 'kept' AND codes IS NOT NULL`
}

/**
 * Writes what is kept of a project, as it is at this moment, to `target`. The file appears there whole or not at all; one
 * that was there stays until then.
 */
export async function writePortable(
  folder: LibraryFolder, projectId: ProjectId, target: string, now: number
): Promise<WrittenFile> {
  const draft = join(folder.temporary, `export-${randomUUID()}.db`)
  // Beside the target, so that the last step is a rename; short, so that a long name of the target leaves room for it.
  const unfinished = join(dirname(target), `.${randomUUID().slice(0, 8)}.part`)
  try {
    const connection = openConnection(draft, { isDurable: false })
    try {
      connection.command(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${formatVersion}`)
      await fill(connection, folder, projectId, now)
      connection.vacuumInto(unfinished)
      const count = (table: PortableTable): number =>
        assertRow(connection.one<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)).count
      const counts = { shots: count('shot'), takes: count('take') }
      replaceFile(unfinished, target)
      return { ...counts, bytes: statSync(target).size }
    } finally {
      connection.close()
    }
  } catch (error) {
    throw toStorageError('export the project', error)
  } finally {
    for (const file of [draft, unfinished]) rmSync(file, { force: true })
  }
}

async function fill(draft: Connection, folder: LibraryFolder, projectId: ProjectId, now: number): Promise<void> {
  const library = openConnection(folder.database, { readonly: true })
  try {
    // One view of the library for all queries, while others go on writing to it.
    library.command('BEGIN')
    for (const statement of Object.values(tables)) draft.command(statement)
    for (const [table, query] of Object.entries(queries)) {
      await writeRows(draft, table, library.each<Record<string, SqlValue>>(query, projectId))
    }
    draft.transact('export the project', (database) => database.run('UPDATE project SET exportedAt = ?', now))
    for (const { hash, bytes, mediaType, name } of listAssets(library, projectId)) {
      await writeRows(draft, 'asset', [{ hash, bytes, mediaType, name }])
      await writeRows(draft, 'assetPiece', readPieces(assetFile(folder, hash), hash))
    }
  } finally {
    library.close()
  }
}

async function writeRows(draft: Connection, table: string, rows: Iterable<Record<string, SqlValue>>): Promise<void> {
  let slice: Record<string, SqlValue>[] = []
  let bytes = 0
  const flush = async (): Promise<void> => {
    draft.transact('export the project', (database) => {
      for (const row of slice) {
        const names = Object.keys(row)
        database.run(
          `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`, ...Object.values(row)
        )
      }
    })
    slice = []
    bytes = 0
    await nextTurn()
  }
  for (const row of rows) {
    slice.push(row)
    bytes += row['bytes'] instanceof Uint8Array ? row['bytes'].length : 0
    if (slice.length >= rowsAtOnce || bytes >= 4 * assetPieceBytes) await flush()
  }
  await flush()
}

function* readPieces(file: string, asset: string): Generator<Record<string, SqlValue>> {
  const descriptor = openSync(file, 'r')
  try {
    for (let number = 0; ; number++) {
      const piece = new Uint8Array(assetPieceBytes)
      const read = readSync(descriptor, piece)
      if (read === 0) return
      yield { asset, number, bytes: piece.subarray(0, read) }
    }
  } finally {
    closeSync(descriptor)
  }
}
