/**
 * What is done with a damaged library: the file is kept, every readable record is copied out of it into a new one, and
 * what is missing then comes from the newest sound backup.
 */
import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { listBackups } from './backups.ts'
import { openConnection } from './connection.ts'
import { replaceFile } from './files.ts'
import { isSound } from './integrity.ts'
import { migrate } from './migrate.ts'
import { mendReferences } from './mend.ts'
import { copyReadableRecords, salvagedTables } from './salvage.ts'
import { DamagedDatabaseError } from './storage-failures.ts'
import type { Backup } from './backups.ts'
import type { LibraryFolder } from './library-folder.ts'
import type { Salvage } from './salvage.ts'

export interface Repair {
  /** Name of the damaged file in the `damaged` folder. */
  readonly damagedFile: string
  /** Records read out of it, by table. */
  readonly salvaged: Record<string, number>
  /** Name of the backup that filled the gaps; null: none was needed, or there was none. */
  readonly backup: string | null
  /** Records left out because what they belong to is gone. */
  readonly dropped: number
}

/**
 * Puts a new, sound library in the place of a damaged one. A crash before the end leaves the damaged one to be repaired
 * again; `finishRepair` completes what was interrupted in its last step.
 */
export function repairLibrary(folder: LibraryFolder): Repair {
  const damagedFile = keepDamaged(folder)
  const fresh = join(folder.temporary, 'repaired.db')
  const target = openConnection(fresh, { isDurable: false })
  let salvage: Salvage
  let backup: Backup | undefined
  let dropped: number
  try {
    migrate(target)
    target.command('PRAGMA foreign_keys = OFF')
    salvage = copyReadableRecords(folder.database, target, salvagedTables)
    if (salvage.incomplete.length > 0) {
      backup = listBackups(folder.backups).find((candidate) => isSound(candidate.file))
      // Only into the tables with gaps: others would get back what was deleted since. Blobs are what layers refer to.
      const wanted = salvagedTables.filter((table) => table === 'pack' || table === 'blob' || salvage.incomplete.includes(table))
      if (backup !== undefined) copyReadableRecords(backup.file, target, wanted)
    }
    dropped = mendReferences(target)
    target.command('VACUUM')
  } finally {
    target.close()
  }
  replaceFile(fresh, folder.repaired)
  finishRepair(folder)
  return { damagedFile, salvaged: salvage.records, backup: backup?.name ?? null, dropped }
}

/** Moves a finished repair into its place; does nothing where there is none. */
export function finishRepair(folder: LibraryFolder): void {
  if (!existsSync(folder.repaired)) return
  // The old log first: it must never be applied to the new file.
  for (const suffix of ['-wal', '-shm']) rmSync(`${folder.database}${suffix}`, { force: true })
  replaceFile(folder.repaired, folder.database)
}

/** Copies the damaged database with its write-ahead log, which may hold the newest work. */
function keepDamaged(folder: LibraryFolder): string {
  // Numbered, not dated: the clock may be wrong, and nothing here may ever be overwritten.
  const taken = readdirSync(folder.damaged).map((name) => Number.parseInt(name.replace(/^library-/, ''), 10) || 0)
  const name = `library-${Math.max(0, ...taken) + 1}.db`
  for (const suffix of ['-wal', '']) {
    const source = `${folder.database}${suffix}`
    const unfinished = join(folder.temporary, `damaged.db${suffix}`)
    if (!existsSync(source)) continue
    copyFileSync(source, unfinished)
    replaceFile(unfinished, join(folder.damaged, `${name}${suffix}`))
  }
  return name
}

/** Whether an error says that the file itself is at fault. */
export function isDamage(error: unknown): boolean {
  return error instanceof DamagedDatabaseError
}
