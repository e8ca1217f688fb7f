import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addAsset, assetFile, storeContent } from '../../../../src/main/database/assets.ts'
import { addProject } from '../../../../src/main/database/portable/add-project.ts'
import { openConnection } from '../../../../src/main/database/connection.ts'
import { fillLibrary } from '../../../../bench/store/fill-library.ts'
import { readFacts } from '../../../chaos/facts.ts'
import { createRandom } from '../../../fuzz/draw-json.ts'
import { addShot, addTake, makeFolder, openTestStore } from '../../test-store.ts'
import type { ProjectId } from '../../../../src/shared/storyboard/ids.ts'
import type { TestStore } from '../../test-store.ts'

/** A store with a project of two shots, child takes, locks and an asset, and its exported file. */
async function exportProject() {
  const store = await openTestStore()
  const { project, shot } = await addShot(store, 'ein Hund läuft')
  const take = await addTake(store, shot.id, 1)
  await store.call('takes.lock', { takeId: take.id, layer: 3, positions: [1, 2], isLocked: true })
  await store.call('takes.editTokens', { takeId: take.id, edits: [{ layer: 3, positions: [5], codes: [77] }] })
  await store.call('takes.edit', { takeId: take.id, edit: { starred: true, rating: 4, name: 'wide' } })
  const second = await store.call('shots.create', { projectId: project.id, fields: { prompt: 'a cat', notes: 'n', dialogue: 'd', durationSeconds: 2.5 } })
  await addTake(store, second.id, 2)
  await addAssetOf(store, project.id, 'the bytes of a video')
  const folder = makeFolder()
  const file = join(folder, 'walk.hitvideo')
  await store.call('projectFile.export', { projectId: project.id, file: store.toWrite(file) })
  return { store, project, file, folder }
}

async function addAssetOf(store: TestStore, projectId: ProjectId, text: string) {
  const content = await storeContent(store.library.folder, [Buffer.from(text)])
  store.workspace.write('import', (database) => {
    addAsset(database, projectId, content, { mediaType: 'video/mp4', name: 'walk.mp4', createdAt: 1 })
  })
  return content
}

/** Everything a person sees of a project, without ids and times. */
async function describe({ call }: TestStore, projectId: ProjectId) {
  const { shots } = await call('shots.list', { projectId })
  return await Promise.all(
    shots.map(async (shot) => {
      const { takes } = await call('takes.list', { shotId: shot.id })
      const tokens = await Promise.all(takes.map(async ({ id }) => (await call('takes.tokens', { takeId: id })).layers))
      const { prompt, negativePrompt, notes, dialogue, durationSeconds } = shot
      const numberOf = (id: string | null) => takes.find((take) => take.id === id)?.number ?? null
      return {
        prompt, negativePrompt, notes, dialogue, durationSeconds, tokens, chosen: numberOf(shot.chosenTakeId),
        takes: takes.map(({ id: _, projectId: __, shotId: ___, parentTakeId, createdAt: ____, ...take }) => ({ ...take, parent: numberOf(parentTakeId) }))
      }
    })
  )
}

test('a project comes back from its file token for token, under new ids, also in another library', async () => {
  const { store, project, file } = await exportProject()
  const expected = await describe(store, project.id)
  const here = await store.call('projectFile.import', { file: store.toRead(file) })
  expect(here.id).not.toBe(project.id)
  expect(await describe(store, here.id)).toEqual(expected)
  const other = await openTestStore()
  const there = await other.call('projectFile.import', { file: other.toRead(file) })
  expect(await describe(other, there.id)).toEqual(expected)
  const [asset] = other.library.connection.all<{ hash: string; name: string }>('SELECT hash, name FROM asset')
  expect(asset?.name).toBe('walk.mp4')
  expect(readFileSync(assetFile(other.library.folder, asset?.hash ?? ''), 'utf8')).toBe('the bytes of a video')
})

/** A file of a project that takes many slices to import. */
async function exportLongProject() {
  const store = await openTestStore()
  const { projectId } = fillLibrary(store.library.connection, 300, 1)
  const file = join(makeFolder(), 'long.hitvideo')
  await store.call('projectFile.export', { projectId, file: store.toWrite(file) })
  return { store, file }
}

test('a long import lets other work in between, and its project appears whole', async () => {
  const { store, file } = await exportLongProject()
  const importing = store.call('projectFile.import', { file: store.toRead(file) })
  let seen = 0
  const turn = () => new Promise<'turn'>((resolve) => setImmediate(() => resolve('turn')))
  while ((await Promise.race([importing, turn()])) === 'turn') {
    const { count } = store.library.connection.one<{ count: number }>('SELECT count(*) AS count FROM shot') ?? { count: 0 }
    const projects = await store.call('projects.list', {})
    if (count > 300 && projects.length === 1) seen += 1
  }
  expect((await importing).shotCount).toBe(300)
  expect(seen).toBeGreaterThan(0)
  expect(await store.call('projects.list', {})).toHaveLength(2)
})

test('an import that a crash cut off is gone after the next start, and what was there is not', async () => {
  const { store, file } = await exportLongProject()
  const before = readFacts(store.library.connection)
  const source = openConnection(file, { readonly: true })
  store.workspace.write('import half', (database) => {
    const steps = addProject(database, source, randomUUID() as ProjectId, 1)
    for (let i = 0; i < 800; i++) steps.next()
    steps.return(undefined)
  })
  source.close()
  expect(readFacts(store.library.connection).size).toBeGreaterThan(before.size)
  await store.close()
  const again = await openTestStore({ folder: store.folder })
  expect(readFacts(again.library.connection)).toEqual(before)
})

test('what is in the bin or undone stays at home', async () => {
  const { store, project, folder } = await exportProject()
  const { shots } = await store.call('shots.list', { projectId: project.id })
  await store.call('shots.bin', { projectId: project.id, shotIds: [shots[1]?.id ?? ''] })
  const file = join(folder, 'less.hitvideo')
  expect(await store.call('projectFile.export', { projectId: project.id, file: store.toWrite(file) })).toMatchObject({ shots: 1, takes: 2 })
  expect((await store.call('projectFile.import', { file: store.toRead(file) })).shotCount).toBe(1)
})

test('the file is one database without anything beside it, and is opened by double click from any folder', async () => {
  const { folder, file } = await exportProject()
  expect(readdirSync(folder)).toEqual(['walk.hitvideo'])
  const bytes = readFileSync(file)
  expect(bytes.subarray(68, 72).toString()).toBe('HiTV')
  expect(bytes.readUInt32BE(60)).toBe(1)
})

type Spoil = (file: string) => void
const edit = (sql: string): Spoil => (file) => {
  const connection = openConnection(file, { isDurable: false })
  connection.command('PRAGMA foreign_keys = OFF')
  connection.command(sql)
  connection.close()
}
const patch = (offset: number, bytes: readonly number[]): Spoil => (file) => {
  const content = readFileSync(file)
  Buffer.from(bytes).copy(content, offset)
  writeFileSync(file, content)
}
const replace = (from: string, to: string): Spoil => (file) => {
  const content = readFileSync(file)
  Buffer.from(to).copy(content, content.indexOf(from))
  writeFileSync(file, content)
}
const huge = `zeroblob(${71_000_000})`

const hostile: [string, Spoil, RegExp][] = [
  ['is empty', (file) => writeFileSync(file, ''), /not a HiTVideo project/],
  ['is a web page', (file) => writeFileSync(file, `<html>${'x'.repeat(1000)}</html>`), /not a HiTVideo project/],
  ['is another database', patch(68, [0, 0, 0, 0]), /not a HiTVideo project/],
  ['is of a newer version', patch(60, [0, 0, 0, 2]), /newer version/],
  ['has no version', patch(60, [0, 0, 0, 0]), /version is missing/],
  ['is in write-ahead mode', patch(18, [2, 2]), /not closed/],
  ['was cut off', (file) => truncateSync(file, statSync(file).size - 4096), /a part of it is missing/],
  ['was cut off inside a page', (file) => truncateSync(file, statSync(file).size - 100), /a part of it is missing/],
  ['has a view', edit('CREATE VIEW v AS SELECT 1'), /tables are not those/],
  ['has a view in the place of a table', edit('DROP TABLE assetPiece; CREATE VIEW assetPiece AS SELECT 1'), /tables are not those/],
  ['has a trigger', edit('CREATE TRIGGER t AFTER INSERT ON shot BEGIN DELETE FROM take; END'), /tables are not those/],
  ['has a further table', edit('CREATE TABLE more (a)'), /tables are not those/],
  ['has a further index', edit('CREATE INDEX i ON shot (upper(prompt))'), /tables are not those/],
  ['has a virtual table', edit("CREATE VIRTUAL TABLE search USING fts5 (a)"), /tables are not those/],
  ['has a further column', edit('ALTER TABLE shot ADD COLUMN more TEXT'), /tables are not those/],
  ['has a generated column', edit('ALTER TABLE shot ADD COLUMN more TEXT AS (hex(prompt))'), /tables are not those/],
  ['lacks a table', edit('DROP TABLE assetPiece'), /tables are not those/],
  ['has a schema that is no SQL', replace('CREATE TABLE shot (', 'CREATE TABLE shot )'), /./],
  ['has no project', edit('DELETE FROM project'), /an entry is not right/],
  ['has two projects', edit("INSERT INTO project VALUES ('two', NULL, 1, 1)"), /more than 1 entries/],
  ['has a huge blob', edit(`UPDATE blob SET bytes = ${huge} WHERE id = (SELECT min(id) FROM blob)`), /larger than anything/],
  ['has a huge prompt', edit("UPDATE shot SET prompt = hex(zeroblob(100000)) WHERE number = 1"), /larger than anything/],
  ['has a prompt that is too long', edit("UPDATE shot SET prompt = hex(zeroblob(6000)) WHERE number = 1"), /an entry is not right/],
  ['has codes of the wrong number', edit("UPDATE blob SET bytes = x'010a010000000000' WHERE id = (SELECT codes FROM layer LIMIT 1)"), /tokens do not fit|an entry is not right/],
  ['has codes with a false length', edit("UPDATE blob SET bytes = x'010affffffff00' WHERE id = (SELECT codes FROM layer LIMIT 1)"), /tokens do not fit|an entry is not right/],
  ['has locks of the wrong size', edit('UPDATE layer SET locked = codes WHERE locked IS NOT NULL'), /set of cells/],
  ['has a layer without its blob', edit('DELETE FROM blob WHERE id = (SELECT min(codes) FROM layer)'), /do not fit together/],
  ['has a take without its shot', edit('DELETE FROM shot WHERE number = 1'), /do not fit together/],
  ['has a take without its pack', edit('DELETE FROM pack'), /do not fit together/],
  ['has a chosen take that is not there', edit('UPDATE shot SET chosenTake = 999'), /chosen a take/],
  ['has a parent that is not there', edit('UPDATE take SET parent = 999'), /parent take is missing/],
  ['has a layer that the pack lacks', edit('UPDATE layer SET layer = 9 WHERE layer = 3'), /not one of its pack/],
  ['says that a known pack has other layers', edit(`UPDATE pack SET layers = replace(layers, '"Board"', '"Bored"')`), /pack is not the one/],
  ['has sampling that is no JSON', edit("UPDATE take SET sampling = '[{'"), /an entry is not right/],
  ['has a seed below zero', edit('UPDATE take SET seed = -1'), /an entry is not right/],
  ['has a rating of 100', edit('UPDATE take SET rating = 100'), /an entry is not right/],
  ['has an endless shot', edit('UPDATE shot SET durationSeconds = 9e999'), /an entry is not right/],
  ['has two takes of one number', edit('UPDATE take SET number = 1'), /./],
  ['has an asset with other bytes', edit("UPDATE assetPiece SET bytes = x'00'"), /video in it is damaged/],
  ['has an asset without a piece', edit('DELETE FROM assetPiece'), /video in it is damaged/],
  ['has an asset with a path for a hash', edit("PRAGMA foreign_keys = OFF; UPDATE asset SET hash = '../../../../etc/passwd'; UPDATE assetPiece SET asset = '../../../../etc/passwd'"), /an entry is not right/]
]

test.each(hostile)('a file that %s is refused and changes nothing', async (_, spoil, reason) => {
  const { store, file } = await exportProject()
  spoil(file)
  const before = readFacts(store.library.connection)
  const assets = readdirSync(store.library.folder.assets, { recursive: true })
  const failure: unknown = await store.call('projectFile.import', { file: store.toRead(file) }).catch((error: unknown) => error)
  expect(failure).toMatchObject({ operation: 'import the project', kind: expect.stringMatching(/file|storage/) })
  expect(String(failure)).toMatch(reason)
  expect(readFacts(store.library.connection)).toEqual(before)
  expect(readdirSync(store.library.folder.temporary)).toEqual([])
  expect(readdirSync(store.library.folder.assets, { recursive: true })).toEqual(assets)
  expect(store.defects).toEqual([])
})

test('a folder and a file that is not there are refused', async () => {
  const store = await openTestStore()
  await expect(store.call('projectFile.import', { file: store.toRead(makeFolder()) })).rejects.toMatchObject({ reason: 'it is not a file' })
  await expect(store.call('projectFile.import', { file: store.toRead(join(makeFolder(), 'none.hitvideo')) })).rejects.toMatchObject({ kind: 'storage' })
})

test('files with random damage are refused or read as a whole, and the library stays sound', async () => {
  const { store, file, folder } = await exportProject()
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = createRandom(seed)
  const original = readFileSync(file)
  let refused = 0
  for (let i = 0; i < 60; i++) {
    const bytes = Buffer.from(original)
    for (let flips = 1 + Math.floor(random() * 8); flips > 0; flips--) {
      const place = Math.floor(random() * bytes.length)
      bytes[place] = Math.floor(random() * 256)
    }
    const damaged = join(folder, 'damaged.hitvideo')
    writeFileSync(damaged, bytes)
    const failure: unknown = await store.call('projectFile.import', { file: store.toRead(damaged) }).then(() => null, (error: unknown) => error)
    if (failure === null) continue
    refused += 1
    expect(failure, `seed ${seed}, file ${i}`).toMatchObject({ kind: expect.stringMatching(/file|storage/) })
  }
  expect(refused, `seed ${seed}`).toBeGreaterThan(0)
  expect(store.library.connection.all('PRAGMA integrity_check'), `seed ${seed}`).toEqual([{ integrity_check: 'ok' }])
  expect(store.library.connection.all('PRAGMA foreign_key_check')).toEqual([])
})

test('nothing beside the file is read or written, not even a journal that lies there', async () => {
  const { store, file, folder } = await exportProject()
  copyFileSync(file, `${file}-journal`)
  const before = readFileSync(file)
  await store.call('projectFile.import', { file: store.toRead(file) })
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(folder).toSorted()).toEqual(['walk.hitvideo', 'walk.hitvideo-journal'])
  expect(existsSync(`${file}-wal`)).toBe(false)
})
