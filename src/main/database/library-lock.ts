/**
 * One process at a time: two would run the same jobs. The lock is SQLite's own on a small file, so the system takes it
 * back whatever way the process ends; a lock file with a process id would outlive a kill.
 */
import Sqlite from 'better-sqlite3'
import { StorageError } from '../../shared/errors.ts'
import { toStorageError } from './storage-failures.ts'

/**
 * Takes the lock.
 * @returns the function that gives it back
 * @throws StorageError where another process has it
 */
export function lockLibrary(file: string): () => void {
  const operation = 'open the library'
  try {
    const sqlite = new Sqlite(file, { timeout: 0 })
    try {
      sqlite.pragma('locking_mode = EXCLUSIVE')
      sqlite.pragma('journal_mode = MEMORY')
      sqlite.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      sqlite.close()
      throw error
    }
    return () => sqlite.close()
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new StorageError(
        {
          operation,
          reason: 'another HiTVideo Studio has it open',
          remedy: 'Go to its window, or close it and start again'
        },
        { cause: error }
      )
    }
    throw toStorageError(operation, error)
  }
}
