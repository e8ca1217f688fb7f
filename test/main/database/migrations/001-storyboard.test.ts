import { expect, test } from 'vitest'
import { migrateFrom } from './migrate-from.ts'

test('an empty library becomes one with projects, shots, takes, layers and blobs', () => {
  const { connection } = migrateFrom(0, 1)
  const tables = connection.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
  expect(tables.map(({ name }) => name)).toEqual(['blob', 'layer', 'pack', 'project', 'shot', 'take'])
  expect(connection.pragma('user_version')).toBe(1)
})

test('a shot goes with its project, and its takes and their layers go with it', () => {
  const { connection } = migrateFrom(0, 1, 2)
  connection.transact('delete', (database) => database.run("DELETE FROM project WHERE id = 'project-1'"))
  expect(connection.all('SELECT 1 FROM shot UNION ALL SELECT 1 FROM take UNION ALL SELECT 1 FROM layer')).toEqual([])
})
