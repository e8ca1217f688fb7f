/** Whether a database file is sound. */
import { openConnection } from './connection.ts'
import type { Connection } from './connection.ts'
import { DamagedDatabaseError } from './storage-failures.ts'

/**
 * Problems that SQLite finds, at most ten; empty: the file is sound.
 * @param depth `full` also compares every index with its table
 */
export function findProblems(connection: Connection, depth: 'quick' | 'full'): string[] {
  const check = depth === 'full' ? 'integrity_check' : 'quick_check'
  try {
    const rows = connection.all<Record<string, string>>(`PRAGMA ${check}(10)`)
    return rows.flatMap((row) => Object.values(row)).filter((text) => text !== 'ok')
  } catch (error) {
    if (error instanceof DamagedDatabaseError) return [error.message]
    throw error
  }
}

/** Whether a file is a sound database; its content is not looked at. */
export function isSound(file: string): boolean {
  try {
    const connection = openConnection(file, { readonly: true })
    try {
      return findProblems(connection, 'full').length === 0
    } finally {
      connection.close()
    }
  } catch (error) {
    if (error instanceof DamagedDatabaseError) return false
    throw error
  }
}
