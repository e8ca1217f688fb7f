/** Whether a database file is sound. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { openConnection } from './connection.ts'
import type { Connection } from './connection.ts'
import { DamagedDatabaseError } from './storage-failures.ts'
import type { LibraryFolder } from './library-folder.ts'

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

/** What a sound library's file was like when it was closed. */
const markSchema = z.object({ bytes: z.int(), modified: z.int(), checkedAt: z.number() })

/** A library that was closed in order is checked anew after a week: disks forget. */
const checkDays = 7

/**
 * Whether a library was found sound lately, was closed in order, and nobody has touched it since. The mark is used up:
 * a crash, or damage that is met while the library is open, leaves none, and the next start looks closely.
 */
export function takeSoundMark(folder: LibraryFolder, now: number): { checkedAt: number } | null {
  try {
    const mark = markSchema.parse(JSON.parse(readFileSync(folder.soundMark, 'utf8')))
    rmSync(folder.soundMark)
    const { size, mtimeMs } = statSync(folder.database)
    const age = now - mark.checkedAt
    const isSame = size === mark.bytes && Math.floor(mtimeMs) === mark.modified && !existsSync(`${folder.database}-wal`)
    return isSame && age >= 0 && age < checkDays * 24 * 3_600_000 ? { checkedAt: mark.checkedAt } : null
  } catch {
    return null
  }
}

/** Notes that the library is closed and was sound when it was checked. */
export function leaveSoundMark(folder: LibraryFolder, checkedAt: number): void {
  try {
    const { size, mtimeMs } = statSync(folder.database)
    writeFileSync(folder.soundMark, JSON.stringify({ bytes: size, modified: Math.floor(mtimeMs), checkedAt }))
  } catch {
    // Without a mark the next start checks everything: slower, not worse.
    rmSync(folder.soundMark, { force: true })
  }
}
