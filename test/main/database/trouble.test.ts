/** Full disks, read-only folders, locked files, odd paths: a clear error, and the open project intact. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openConnection } from '../../../src/main/database/connection.ts'
import { findProblems } from '../../../src/main/database/integrity.ts'
import { openLibrary } from '../../../src/main/database/open-library.ts'
import { addShot, addTake, makeFolder, openTestStore, untilJob } from '../test-store.ts'
import { countedLayer, createCounterEngine } from '../counter-engine.ts'
import type { TestStore } from '../test-store.ts'

/** A file system of 2 MiB of its own; null where this machine does not let us mount one. */
function mountSmallDisk(): string | null {
  const folder = join(makeFolder(), 'disk')
  mkdirSync(folder)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]).status !== 0) return null
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder])
  })
  return folder
}

/** The largest file that fits on a disk. */
function fillDisk(folder: string): string {
  const file = join(folder, 'ballast')
  let size = 2 ** 21
  while (size >= 1) {
    try {
      writeFileSync(file, Buffer.alloc(size), { flag: 'a' })
    } catch {
      size = Math.floor(size / 2)
    }
  }
  return file
}

/** Edits a shot until the disk is full, makes room, and goes on. @returns what was seen on the way */
async function fillAndFree(folder: string, fill: (store: TestStore) => () => void) {
  const store = await openTestStore({ folder })
  const { shot } = await addShot(store)
  const notesOf = async (open: TestStore) => (await open.call('shots.get', { shotId: shot.id })).notes
  const write = (notes: string) => store.call('shots.edit', { shotId: shot.id, edit: { notes } })
  let saved = 'kept'
  await write(saved)
  const free = fill(store)
  let failure: unknown
  for (let i = 0; i < 500; i++) {
    const notes = `${i} ${'x'.repeat(15_000)}`
    try {
      await write(notes)
      saved = notes
    } catch (error) {
      failure = error
      break
    }
  }
  const isKept = (await notesOf(store)) === saved
  free()
  await write('goes on')
  const problems = findProblems(store.library.connection, 'full')
  await store.close()
  const again = await openTestStore({ folder })
  return { failure, isKept, problems, afterRestart: await notesOf(again) }
}

test('a full disk refuses the change, says why, and loses nothing', async () => {
  const disk = mountSmallDisk()
  const folder = disk === null ? makeFolder() : join(disk, 'library')
  const seen = await fillAndFree(folder, ({ library: { connection } }) => {
    if (disk !== null) {
      const ballast = fillDisk(disk)
      return () => rmSync(ballast)
    }
    // Without the right to mount: SQLite's own limit gives the same error at the same places.
    connection.pragma(`max_page_count = ${Number(connection.pragma('page_count')) + 2}`)
    return () => void connection.pragma('max_page_count = 1000000')
  })
  expect(seen).toMatchObject({
    failure: { kind: 'storage', reason: 'the disk is full' }, isKept: true, problems: [], afterRestart: 'goes on'
  })
})

test('a job whose tokens cannot be stored stops, and goes on when there is room again', async () => {
  let makeFull: () => void = () => undefined
  const engine = createCounterEngine({
    chunk: 64,
    beforeChunk: async (layer, position) => {
      await new Promise((resolve) => setTimeout(resolve, 60))
      if (layer === 0 && position === 64) makeFull()
    }
  })
  const store = await openTestStore({ engine })
  const { shot } = await addShot(store)
  const take = await addTake(store, shot.id, 5, [3, 2])
  const { connection } = store.library
  connection.pragma('wal_checkpoint(TRUNCATE)')
  makeFull = () => {
    makeFull = () => undefined
    connection.pragma(`max_page_count = ${Number(connection.pragma('page_count'))}`)
    connection.transact('fill', (database) => database.script('CREATE TABLE ballast (bytes BLOB)'))
  }
  const { id } = await store.call('queue.add', { request: { kind: 'densify', takeId: take.id, layers: [], seed: null, sampling: [] } })
  // Either the failure could still be noted, or the queue holds because even that could not be stored.
  const stops = async () => (await store.call('queue.state', {})).isHeld || (await store.call('queue.get', { jobId: id })).state === 'failed'
  while (!(await stops())) await new Promise((resolve) => setTimeout(resolve, 5))
  connection.pragma('max_page_count = 1000000')
  await store.call('queue.hold', { isHeld: false })
  if ((await store.call('queue.get', { jobId: id })).state === 'failed') await store.call('queue.retry', { jobId: id })
  expect((await untilJob(store, id)).state).toBe('done')
  expect((await store.call('takes.tokens', { takeId: take.id })).layers[2]?.codes).toEqual(countedLayer(5, 0))
})

test('an export onto a full disk leaves no part of a file, and the file that was there stays', async () => {
  const disk = mountSmallDisk()
  const folder = disk ?? makeFolder()
  const store = await openTestStore()
  const { project, shot } = await addShot(store)
  await addTake(store, shot.id)
  const file = join(folder, 'project.hitvideo')
  writeFileSync(file, 'the old one')
  // A folder in the place of the target fails as late as a full disk does.
  if (disk === null) {
    rmSync(file)
    mkdirSync(file)
  } else {
    fillDisk(disk)
  }
  await expect(store.call('projectFile.export', { projectId: project.id, file: store.toWrite(file) })).rejects.toMatchObject({ kind: 'storage' })
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(existsSync(file)).toBe(true)
  expect(readdirSync(store.library.folder.temporary)).toEqual([])
  expect(statSync(file).isDirectory() || statSync(file).size === 'the old one'.length).toBe(true)
})

/** A folder that may only be read: by its rights or, since the superuser may write anywhere, by its file system. */
function makeReadOnlyFolder(): string | null {
  if (process.getuid?.() === 0) {
    const disk = mountSmallDisk()
    return disk !== null && spawnSync('mount', ['-o', 'remount,ro', disk]).status === 0 ? disk : null
  }
  const folder = makeFolder()
  chmodSync(folder, 0o500)
  onTestFinished(() => chmodSync(folder, 0o700))
  return folder
}

test('a folder that may only be read is refused with what to do', async () => {
  const folder = makeReadOnlyFolder()
  const failure: unknown = await openLibrary(join(folder ?? '/proc', 'library')).catch((error: unknown) => error)
  expect(failure).toMatchObject({ kind: 'storage', reason: expect.stringMatching(/may only be read|not allowed|not there/) })
})

test('a file in the place of the folder is refused with what to do', async () => {
  const file = join(makeFolder(), 'file')
  writeFileSync(file, '')
  await expect(openLibrary(join(file, 'library'))).rejects.toMatchObject({ kind: 'storage' })
})

test('another program that writes to the library gets in the way with a clear error, and then no more', async () => {
  const store = await openTestStore()
  const { shot } = await addShot(store)
  const other = openConnection(store.library.folder.database)
  onTestFinished(() => other.close())
  store.library.connection.pragma('busy_timeout = 50')
  other.command('BEGIN IMMEDIATE')
  await expect(store.call('shots.edit', { shotId: shot.id, edit: { notes: 'a' } })).rejects.toMatchObject({
    kind: 'storage', reason: 'another program is using the file'
  })
  other.command('ROLLBACK')
  expect((await store.call('shots.edit', { shotId: shot.id, edit: { notes: 'b' } })).notes).toBe('b')
})

test('a clock that goes backwards changes neither the order of projects nor of the history', async () => {
  let now = Date.parse('2031-01-01')
  const store = await openTestStore({ now: () => now })
  const first = await store.call('projects.create', { name: 'First' })
  now = Date.parse('2026-11-23')
  const second = await store.call('projects.create', { name: 'Second' })
  const shot = await store.call('shots.create', { projectId: first.project.id })
  await store.call('shots.edit', { shotId: shot.id, edit: { notes: 'a' } })
  now = Date.parse('1980-01-01')
  await store.call('shots.edit', { shotId: shot.id, edit: { notes: 'b' } })
  expect((await store.call('projects.list', {})).map(({ id }) => id)).toEqual([second.project.id, first.project.id])
  await store.call('history.undo', { projectId: first.project.id })
  expect((await store.call('shots.get', { shotId: shot.id })).notes).toBe('a')
})

test.each([
  ['with a non-ASCII name', 'Füße 影片 🎬 проект'],
  ['with quotes, percent signs and blanks', `it's "50%" #1?`],
  ['with a path of more than 200 characters', join('a'.repeat(120), 'b'.repeat(120))]
])('a library in a folder %s opens, exports, imports and backs up', async (_, name) => {
  const folder = join(makeFolder(), name)
  const store = await openTestStore({ folder })
  const { project, shot } = await addShot(store)
  await addTake(store, shot.id)
  const file = join(folder, `${name.split('/')[0]}.hitvideo`)
  await store.call('projectFile.export', { projectId: project.id, file: store.toWrite(file) })
  expect((await store.call('projectFile.import', { file: store.toRead(file) })).shotCount).toBe(1)
  await store.call('library.backup', {})
  await store.close()
  const again = await openTestStore({ folder })
  expect(await again.call('projects.list', {})).toHaveLength(2)
})

test('a path that is too long for the system is refused with what to do', async () => {
  await expect(openLibrary(join(makeFolder(), 'x'.repeat(300)))).rejects.toMatchObject({ kind: 'storage', reason: 'the path is too long' })
})
