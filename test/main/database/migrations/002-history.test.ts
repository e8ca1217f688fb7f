import { expect, test } from 'vitest'
import { migrateFrom } from './migrate-from.ts'

test('projects from before the history keep all they had and begin with an empty one', () => {
  const { connection, before, after } = migrateFrom(1, 2)
  expect(after).toBe(before)
  expect(connection.all('SELECT historyPosition, savedAt FROM project')).toEqual([{ historyPosition: 0, savedAt: 2 }])
  expect(connection.all('SELECT * FROM history')).toEqual([])
})
