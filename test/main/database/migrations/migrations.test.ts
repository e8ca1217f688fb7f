import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openConnection } from '../../../../src/main/database/connection.ts'
import { migrate } from '../../../../src/main/database/migrate.ts'
import { migrations } from '../../../../src/main/database/migrations/index.ts'
import { makeFolder } from '../../test-store.ts'
import { migrateFrom } from './migrate-from.ts'

const sources = fileURLToPath(new URL('../../../../src/main/database/migrations/', import.meta.url))
const tests = fileURLToPath(new URL('./', import.meta.url))
const numbered = readdirSync(sources).filter((name) => /^\d/.test(name)).toSorted()

test('every migration has a test of its own', () => {
  const missing = numbered.filter((name) => !existsSync(join(tests, name.replace(/\.ts$/, '.test.ts'))))
  expect(missing).toEqual([])
})

test('every migration in the folder is applied, under the number and name of its file', () => {
  const listed = migrations.map(({ version, name }) => `${String(version).padStart(3, '0')}-${name}.ts`)
  expect(listed).toEqual(numbered)
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1))
})

test.each(migrations.map(({ version }) => version))('a library of schema %i comes to the newest one with all it had', (version) => {
  const { before, after, connection } = migrateFrom(version, migrations.length)
  expect(after).toBe(before)
  expect(connection.all('PRAGMA foreign_key_check')).toEqual([])
})

test('a library that was migrated has the same schema as a new one', () => {
  const fresh = openConnection(join(makeFolder(), 'library.db'))
  migrate(fresh)
  const schema = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name'
  expect(migrateFrom(1, migrations.length).connection.all(schema)).toEqual(fresh.all(schema))
  fresh.close()
})

test('a step that fails leaves the library at the step before', () => {
  const { connection, before } = migrateFrom(1, 1)
  connection.transact('spoil', (database) => database.script('CREATE TABLE history (id INTEGER PRIMARY KEY)'))
  expect(() => migrate(connection)).toThrow('table history already exists')
  expect(connection.pragma('user_version')).toBe(1)
  expect(connection.all("SELECT 1 FROM pragma_table_info('project') WHERE name = 'historyPosition'")).toEqual([])
  expect(before).not.toBe('')
})
