/**
 * Rotating backups. Names count up (`000012-2026-11-23.db`), so that neither rotation nor "the newest" depends on a clock
 * that may be wrong; the date is for people and for "once a day".
 */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from './files.ts'
import type { Connection } from './connection.ts'

export interface Backup {
  readonly name: string
  readonly file: string
  readonly number: number
  /** Day it was made by the clock of then: `2026-11-23`. */
  readonly day: string
  /** Made before the schema was changed: rotated apart from the daily ones. */
  readonly isBeforeMigration: boolean
  readonly bytes: number
  readonly at: number
}

const pattern = /^(\d{6,})-(\d{4}-\d{2}-\d{2})(-schema-\d+)?\.db$/
/** Backups from before a migration that are kept. */
const migrationBackupsKept = 3

/** The backups of a folder, newest first. */
export function listBackups(folder: string): Backup[] {
  return readdirSync(folder)
    .flatMap((name): Backup[] => {
      const match = pattern.exec(name)
      if (match === null) return []
      const file = join(folder, name)
      const { size, mtimeMs } = statSync(file)
      const [, number = '', day = '', schema] = match
      return [
        { name, file, number: Number(number), day, isBeforeMigration: schema !== undefined, bytes: size, at: Math.round(mtimeMs) }
      ]
    })
    .toSorted((a, b) => b.number - a.number)
}

/** Whether the newest daily backup is of another day; also where the clock has gone backwards. */
export function isBackupDue(folder: string, now: Date): boolean {
  const newest = listBackups(folder).find((backup) => !backup.isBeforeMigration)
  return newest === undefined || newest.day !== toDay(now)
}

export interface BackupOptions {
  readonly now: Date
  /** How many daily backups stay. */
  readonly kept: number
  /** Version that a migration is about to leave; null: a daily backup. */
  readonly schema: number | null
}

/** Backups under way. */
const making = new WeakMap<Connection, Promise<void>>()

/** Makes a backup and removes the oldest beyond `kept`. */
export async function makeBackup(connection: Connection, folder: string, options: BackupOptions): Promise<Backup> {
  // One at a time: two would take the same number and clear away each other's unfinished file.
  const before = making.get(connection) ?? Promise.resolve()
  const made = before.then(() => makeNext(connection, folder, options))
  making.set(connection, made.then(() => undefined, () => undefined))
  return await made
}

async function makeNext(connection: Connection, folder: string, options: BackupOptions): Promise<Backup> {
  const number = (listBackups(folder)[0]?.number ?? 0) + 1
  const suffix = options.schema === null ? '' : `-schema-${options.schema}`
  const name = `${String(number).padStart(6, '0')}-${toDay(options.now)}${suffix}.db`
  const unfinished = join(folder, `${name}.unfinished`)
  removeUnfinished(folder)
  try {
    await connection.backUp(unfinished)
    replaceFile(unfinished, join(folder, name))
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  const backups = listBackups(folder)
  const old = [
    ...backups.filter((backup) => !backup.isBeforeMigration).slice(Math.max(1, options.kept)),
    ...backups.filter((backup) => backup.isBeforeMigration).slice(migrationBackupsKept)
  ]
  for (const backup of old) rmSync(backup.file, { force: true })
  const made = backups.find((backup) => backup.number === number)
  if (made === undefined) throw new Error(`the backup ${name} is gone right after it was made`)
  return made
}

function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/\.unfinished(-journal|-wal|-shm)?$/.test(name)) rmSync(join(folder, name), { force: true })
  }
}

function toDay(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}
