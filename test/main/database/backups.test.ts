import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isBackupDue, listBackups, makeBackup } from '../../../src/main/database/backups.ts'
import { openLibrary } from '../../../src/main/database/open-library.ts'
import { openConnection } from '../../../src/main/database/connection.ts'
import { isSound } from '../../../src/main/database/integrity.ts'
import { fillFirstSchema, readFirstSchema } from './migrations/first-schema.ts'
import { makeFolder, openTestStore } from '../test-store.ts'

async function open() {
  const library = await openLibrary(makeFolder())
  onTestFinished(() => library.close())
  return { connection: library.connection, folder: library.folder.backups }
}

const day = (date: string) => new Date(`${date}T12:00:00Z`)

test('a backup holds what the library holds, also what is written while it is made', async () => {
  const { connection, folder } = await open()
  fillFirstSchema(connection, 2000)
  const making = makeBackup(connection, folder, { now: day('2026-11-23'), kept: 7, schema: null })
  connection.transact('write', (database) => database.run("UPDATE project SET name = 'Renamed'"))
  const { file } = await making
  expect(isSound(file)).toBe(true)
  const copy = openConnection(file, { readonly: true })
  expect(readFirstSchema(copy)).toBe(readFirstSchema(connection))
  copy.close()
})

test('the oldest backups go, those from before migrations are counted apart', async () => {
  const { connection, folder } = await open()
  await makeBackup(connection, folder, { now: day('2026-11-01'), kept: 3, schema: 2 })
  for (const date of ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05']) {
    await makeBackup(connection, folder, { now: day(date), kept: 3, schema: null })
  }
  expect(readdirSync(folder).toSorted()).toEqual([
    '000001-2026-11-01-schema-2.db', '000003-2026-11-03.db', '000004-2026-11-04.db', '000005-2026-11-05.db'
  ])
})

test('a clock that goes backwards neither stops backups nor makes the newest one go', async () => {
  const { connection, folder } = await open()
  await makeBackup(connection, folder, { now: day('2031-01-01'), kept: 2, schema: null })
  expect(isBackupDue(folder, day('2031-01-01'))).toBe(false)
  expect(isBackupDue(folder, day('2026-11-23'))).toBe(true)
  await makeBackup(connection, folder, { now: day('2026-11-23'), kept: 2, schema: null })
  await makeBackup(connection, folder, { now: day('2026-11-24'), kept: 2, schema: null })
  expect(listBackups(folder).map(({ name }) => name)).toEqual(['000003-2026-11-24.db', '000002-2026-11-23.db'])
})

test('a backup that was cut off does not count and is cleared away', async () => {
  const { connection, folder } = await open()
  writeFileSync(join(folder, '000009-2026-11-22.db.unfinished'), 'half')
  await makeBackup(connection, folder, { now: day('2026-11-23'), kept: 7, schema: null })
  expect(readdirSync(folder)).toEqual(['000001-2026-11-23.db'])
})

test('opening the store makes the backup of the day, once', async () => {
  const store = await openTestStore({ now: () => Date.parse('2026-11-23T10:00:00Z') })
  const { folder } = store
  await store.close()
  const again = await openTestStore({ folder, now: () => Date.parse('2026-11-23T18:00:00Z') })
  await again.close()
  expect(readdirSync(join(folder, 'backups'))).toEqual(['000001-2026-11-23.db'])
})

test('two backups asked for at once come one after the other', async () => {
  const { connection, folder } = await open()
  fillFirstSchema(connection, 500)
  const options = { now: day('2026-11-23'), kept: 7, schema: null }
  const made = await Promise.all([makeBackup(connection, folder, options), makeBackup(connection, folder, options)])
  expect(made.map(({ number }) => number)).toEqual([1, 2])
  expect(made.map(({ file }) => isSound(file))).toEqual([true, true])
})
