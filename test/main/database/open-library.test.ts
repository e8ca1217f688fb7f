import { copyFileSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openConnection } from '../../../src/main/database/connection.ts'
import { migrate } from '../../../src/main/database/migrate.ts'
import { schemaVersion } from '../../../src/main/database/migrations/index.ts'
import { openLibrary } from '../../../src/main/database/open-library.ts'
import { fillFirstSchema, readFirstSchema } from './migrations/first-schema.ts'
import { makeFolder } from '../test-store.ts'

const count = 400

/** A closed library with shots in it. */
async function makeLibrary(folder = makeFolder()) {
  const library = await openLibrary(folder)
  fillFirstSchema(library.connection, count)
  const content = readFirstSchema(library.connection)
  library.close()
  return { folder, file: library.folder.database, damaged: library.folder.damaged, backups: library.folder.backups, content }
}

async function reopen(folder: string) {
  const library = await openLibrary(folder)
  onTestFinished(() => library.close())
  return library
}

/** Overwrites a part of a file with noise. */
function damage(file: string, from: number, bytes: number): void {
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, Buffer.alloc(bytes, 0xa5), 0, bytes, from)
  closeSync(descriptor)
}

test('a new library is durable: write-ahead log, full synchronization, foreign keys', async () => {
  const { connection } = await reopen(makeFolder())
  expect(connection.pragma('journal_mode')).toBe('wal')
  expect(connection.pragma('synchronous')).toBe(2)
  expect(connection.pragma('foreign_keys')).toBe(1)
  expect(connection.pragma('user_version')).toBe(schemaVersion)
})

test('a library from the future is refused and not touched', async () => {
  const { folder, file } = await makeLibrary()
  const connection = openConnection(file)
  connection.command(`PRAGMA user_version = ${schemaVersion + 1}`)
  connection.close()
  const before = readFileSync(file)
  await expect(openLibrary(folder)).rejects.toMatchObject({ name: 'FutureDatabaseError', kind: 'storage' })
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(join(folder, 'damaged'))).toEqual([])
})

test('a backup is made before a migration', async () => {
  const folder = makeFolder()
  mkdirSync(join(folder, 'backups'))
  const old = openConnection(join(folder, 'library.db'))
  migrate(old, 2)
  fillFirstSchema(old, 5)
  const content = readFirstSchema(old)
  old.close()
  const library = await reopen(folder)
  expect(library.migrated).toEqual([3, 4])
  const [backup] = readdirSync(join(folder, 'backups'))
  expect(backup).toMatch(/^000001-\d{4}-\d\d-\d\d-schema-2\.db$/)
  const copy = openConnection(join(folder, 'backups', backup ?? ''), { readonly: true })
  expect(copy.pragma('user_version')).toBe(2)
  expect(readFirstSchema(copy)).toBe(content)
  copy.close()
})

test('a second studio is told that the library is open already', async () => {
  const folder = makeFolder()
  await reopen(folder)
  await expect(openLibrary(folder)).rejects.toMatchObject({ kind: 'storage', reason: 'another HiTVideo Studio has it open' })
})

/** Number of a leaf page of a table, from 0. */
function findPage(file: string, table: string): number {
  // Not read-only: such a connection leaves an empty log behind.
  const connection = openConnection(file)
  const page = connection.one<{ pageno: number }>("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' AND ncell > 1 ORDER BY pageno", table)
  connection.close()
  return (page?.pageno ?? 1) - 1
}

test.each(['shot', 'take', 'layer', 'blob', 'shotByOrder'])('a damaged page of %s is repaired around, and the damaged file is kept as it was', async (table) => {
  const { folder, file, damaged } = await makeLibrary()
  damage(file, 4096 * findPage(file, table), 4096)
  const before = readFileSync(file)
  const library = await reopen(folder)
  expect(library.repair).toMatchObject({ damagedFile: 'library-1.db', backup: null })
  expect(readFileSync(join(damaged, 'library-1.db')).equals(before)).toBe(true)
  expect(library.connection.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(library.connection.all('PRAGMA foreign_key_check')).toEqual([])
  for (const other of ['shot', 'take', 'blob']) {
    const rows = library.connection.one<{ rows: number }>(`SELECT count(*) AS rows FROM ${other}`)?.rows ?? 0
    expect(rows, other).toBeGreaterThan(other === table ? count / 2 : count - 1)
  }
})

test('takes whose shot was destroyed are kept, in a shot with their prompt', async () => {
  const { folder, file } = await makeLibrary()
  damage(file, 4096 * findPage(file, 'shot'), 4096)
  const { connection } = await reopen(folder)
  expect(connection.all('SELECT count(*) AS shots FROM shot')).toEqual([{ shots: count }])
  expect(connection.all('SELECT count(*) AS prompts FROM shot JOIN take ON take.shotId = shot.id AND take.prompt = shot.prompt')).toEqual([{ prompts: count }])
})

test('what the damage took comes back from the newest sound backup', async () => {
  const { folder, file, content, backups } = await makeLibrary()
  copyFileSync(file, join(backups, '000001-2026-11-20.db'))
  copyFileSync(file, join(backups, '000002-2026-11-21.db'))
  truncateSync(join(backups, '000002-2026-11-21.db'), 20_000)
  damage(file, 4096 * 12, 4096 * 30)
  const library = await reopen(folder)
  expect(library.repair?.backup).toBe('000001-2026-11-20.db')
  expect(readFirstSchema(library.connection)).toBe(content)
})

test.each([
  ['a file that is no database', (file: string) => writeFileSync(file, 'not a database, but long enough to look like a file')],
  ['a file that was cut off', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['a destroyed header', (file: string) => damage(file, 0, 100)],
  ['a destroyed schema', (file: string) => damage(file, 100, 3900)]
])('%s is kept, and the backup takes its place', async (_, spoil) => {
  const { folder, file, content, backups, damaged } = await makeLibrary()
  copyFileSync(file, join(backups, '000001-2026-11-20.db'))
  spoil(file)
  const spoiled = readFileSync(file)
  const library = await reopen(folder)
  expect(readFirstSchema(library.connection)).toBe(content)
  expect(readFileSync(join(damaged, 'library-1.db')).equals(spoiled)).toBe(true)
})

test('without a backup a destroyed library becomes an empty one, and the damaged file is kept', async () => {
  const { folder, file, damaged } = await makeLibrary()
  damage(file, 0, 200)
  const library = await reopen(folder)
  expect(library.repair).toMatchObject({ salvaged: {}, backup: null })
  expect(library.connection.all('SELECT 1 FROM project')).toEqual([])
  expect(existsSync(join(damaged, 'library-1.db'))).toBe(true)
})

test('a repair that was interrupted before its last step is completed', async () => {
  const { folder, file, content } = await makeLibrary()
  copyFileSync(file, join(folder, 'library.repaired.db'))
  damage(file, 4096 * 12, 4096 * 30)
  const library = await reopen(folder)
  expect(library.repair).toBe(null)
  expect(readFirstSchema(library.connection)).toBe(content)
})

test('a library that was closed in order and not touched since is checked again after a week', async () => {
  const { folder, file } = await makeLibrary()
  const { atimeMs, mtimeMs } = statSync(file)
  const page = findPage(file, 'shot')
  damage(file, 4096 * page, 4096)
  // As if the disk had forgotten: the file's size and time are what they were.
  utimesSync(file, atimeMs / 1000, mtimeMs / 1000)
  const soon = await openLibrary(folder)
  expect(soon.repair).toBe(null)
  expect(() => soon.connection.all('SELECT * FROM shot')).toThrow('the file is damaged')
  soon.close()
  // Damage was met: the next start looks closely without waiting for the week to pass.
  expect((await reopen(folder)).repair).not.toBe(null)
})

test('a clock that went backwards is no reason to trust an old check', async () => {
  const { folder, file } = await makeLibrary()
  const { atimeMs, mtimeMs } = statSync(file)
  const page = findPage(file, 'shot')
  damage(file, 4096 * page, 4096)
  utimesSync(file, atimeMs / 1000, mtimeMs / 1000)
  const library = await openLibrary(folder, () => new Date('2001-01-01'))
  onTestFinished(() => library.close())
  expect(library.repair).not.toBe(null)
})
