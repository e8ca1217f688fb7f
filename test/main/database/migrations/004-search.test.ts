import { expect, test } from 'vitest'
import { migrateFrom } from './migrate-from.ts'

test('takes from before the search can be found, and all they had is there', () => {
  const { connection, before, after } = migrateFrom(3, 4, 12)
  expect(after).toBe(before)
  expect(connection.all("SELECT rowid FROM takeText WHERE takeText MATCH '\"number 11\"'")).toEqual([{ rowid: 12 }])
})

test('the search follows changes and deletions of takes', () => {
  const { connection } = migrateFrom(3, 4)
  const count = (text: string) => connection.all('SELECT rowid FROM takeText WHERE takeText MATCH ?', `"${text}"`).length
  connection.transact('change', (database) => {
    database.run("UPDATE take SET name = 'Küste' WHERE id = 'take-0'")
    database.run("DELETE FROM take WHERE id = 'take-1'")
  })
  expect([count('küste'), count('number 1'), count('number 2')]).toEqual([1, 0, 1])
})
