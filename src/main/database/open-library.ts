/**
 * Opens the library: lock, check, repair, back up, migrate. When this returns, the library is sound and of this build's
 * schema; when it throws, nothing of it was changed but what SQLite itself rolls back.
 */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeBackup } from './backups.ts'
import { openConnection } from './connection.ts'
import { findProblems, leaveSoundMark, takeSoundMark } from './integrity.ts'
import { prepareLibraryFolder } from './library-folder.ts'
import { lockLibrary } from './library-lock.ts'
import { migrate, readSchemaVersion, refuseFuture } from './migrate.ts'
import { schemaVersion } from './migrations/index.ts'
import { finishRepair, isDamage, repairLibrary } from './repair.ts'
import type { Connection } from './connection.ts'
import type { LibraryFolder } from './library-folder.ts'
import type { Repair } from './repair.ts'

export interface OpenLibrary {
  readonly connection: Connection
  readonly folder: LibraryFolder
  /** What was repaired while opening; null: the library was sound. */
  readonly repair: Repair | null
  /** Schema versions that were applied. */
  readonly migrated: readonly number[]
  /** Closes the file and gives the lock back. */
  close(): void
}

/**
 * @param root the library's folder; made where it is missing
 * @throws StorageError, FutureDatabaseError
 */
export async function openLibrary(root: string, now: () => Date = () => new Date()): Promise<OpenLibrary> {
  const folder = prepareLibraryFolder(root)
  const unlock = lockLibrary(folder.lock)
  try {
    finishRepair(folder)
    emptyFolder(folder.temporary)
    const mark = takeSoundMark(folder, now().getTime())
    const { connection, repair } = openSound(folder, mark !== null)
    const checkedAt = mark?.checkedAt ?? now().getTime()
    try {
      const version = readSchemaVersion(connection)
      if (version > 0 && version < schemaVersion) {
        await makeBackup(connection, folder.backups, { now: now(), kept: 60, schema: version })
      }
      const migrated = migrate(connection)
      return {
        connection,
        folder,
        repair,
        migrated,
        close: () => {
          const { isDamaged } = connection
          connection.close()
          if (!isDamaged) leaveSoundMark(folder, checkedAt)
          unlock()
        }
      }
    } catch (error) {
      connection.close()
      throw error
    }
  } catch (error) {
    unlock()
    throw error
  }
}

function openSound(folder: LibraryFolder, isKnownSound: boolean): { connection: Connection; repair: Repair | null } {
  const first = tryOpen(folder, isKnownSound)
  if (first !== null) return { connection: first, repair: null }
  const repair = repairLibrary(folder)
  return { connection: openConnection(folder.database), repair }
}

/** The library, checked; null where it is damaged. */
function tryOpen(folder: LibraryFolder, isKnownSound: boolean): Connection | null {
  let connection: Connection
  try {
    connection = openConnection(folder.database)
  } catch (error) {
    if (isDamage(error)) return null
    throw error
  }
  try {
    refuseFuture(connection)
    if (isKnownSound || findProblems(connection, 'full').length === 0) return connection
    connection.close()
    return null
  } catch (error) {
    connection.close()
    if (isDamage(error)) return null
    throw error
  }
}

function emptyFolder(path: string): void {
  for (const name of readdirSync(path)) rmSync(join(path, name), { recursive: true, force: true })
}
