import { expect, test } from 'vitest'
import { addShot, addTake, makeFolder, openTestStore } from '../test-store.ts'

test('recent projects come first, with their number of shots, length and cover', async () => {
  const store = await openTestStore()
  const { project, shot } = await addShot(store)
  const take = await addTake(store, shot.id)
  await store.call('projects.create', { name: 'Second' })
  await store.call('projects.open', { projectId: project.id })
  const [first, second] = await store.call('projects.list', {})
  expect(first).toMatchObject({ id: project.id, shotCount: 1, durationSeconds: 8, coverTakeId: take.id })
  expect(second).toMatchObject({ name: 'Second', shotCount: 0, coverTakeId: null })
})

test('a project is renamed, and that can be undone', async () => {
  const store = await openTestStore()
  const { project } = await addShot(store)
  expect((await store.call('projects.edit', { projectId: project.id, edit: { name: 'Evening' } })).name).toBe('Evening')
  await store.call('history.undo', { projectId: project.id })
  expect((await store.call('projects.open', { projectId: project.id })).project.name).toBe('Morning walk')
})

test('a duplicate has the same shots and takes under ids of its own', async () => {
  const store = await openTestStore()
  const { project, shot } = await addShot(store)
  const take = await addTake(store, shot.id)
  const copy = await store.call('projects.duplicate', { projectId: project.id, name: 'Copy' })
  const { shots } = await store.call('shots.list', { projectId: copy.id })
  const { takes } = await store.call('takes.list', { shotId: shots[0]?.id ?? '' })
  expect(shots[0]?.id).not.toBe(shot.id)
  expect((await store.call('takes.tokens', { takeId: takes[0]?.id ?? '' })).layers).toEqual((await store.call('takes.tokens', { takeId: take.id })).layers)
})

test('a project goes to the bin and comes back; only there can it be deleted for good', async () => {
  const store = await openTestStore()
  const { project, shot } = await addShot(store)
  await addTake(store, shot.id)
  await expect(store.call('projects.purge', { projectId: project.id })).rejects.toMatchObject({ kind: 'conflict' })
  await store.call('projects.bin', { projectId: project.id })
  expect(await store.call('projects.list', {})).toEqual([])
  await store.call('projects.restore', { projectId: project.id })
  expect(await store.call('projects.list', {})).toHaveLength(1)
  await store.call('projects.bin', { projectId: project.id })
  await store.call('projects.purge', { projectId: project.id })
  expect(await store.call('projects.list', { bin: true })).toEqual([])
  for (const table of ['project', 'shot', 'take', 'layer', 'history']) {
    expect(store.library.connection.all(`SELECT * FROM ${table}`), table).toEqual([])
  }
})

test('emptying the bin removes what was deleted, and its tokens, but nothing that is kept or can be redone', async () => {
  const store = await openTestStore()
  const { project, shot } = await addShot(store)
  const kept = await addTake(store, shot.id, 1)
  const gone = await addTake(store, shot.id, 2)
  await store.call('takes.bin', { projectId: project.id, takeIds: [gone.id] })
  const blobs = () => store.library.connection.all('SELECT id FROM blob').length
  const before = blobs()
  expect(await store.call('library.emptyBin', { days: 1 })).toEqual({ records: 0 })
  expect(await store.call('library.emptyBin', { days: 0 })).toEqual({ records: 1 })
  expect(blobs()).toBe(before - 3)
  expect((await store.call('takes.tokens', { takeId: kept.id })).layers).toHaveLength(3)
  // Undoing the deletion of what is gone for good does nothing, and the next step back still works.
  await store.call('history.undo', { projectId: project.id })
  await store.call('history.undo', { projectId: project.id })
  await store.call('history.undo', { projectId: project.id })
  expect((await store.call('takes.list', { shotId: shot.id })).takes).toEqual([])
})

test('settings keep what was changed, over a restart, and a value from another version is replaced by its default', async () => {
  const folder = makeFolder()
  const first = await openTestStore({ folder })
  expect((await first.call('settings.edit', { edit: { theme: 'light', boardsPerPrompt: 6 } })).theme).toBe('light')
  expect(first.payloads('settings.changed')).toMatchObject([{ theme: 'light', boardsPerPrompt: 6, language: 'system' }])
  await expect(first.call('settings.edit', { edit: { boardsPerPrompt: 0 } })).rejects.toMatchObject({ kind: 'invalid-input' })
  first.library.connection.transact('spoil', (database) => {
    database.run("UPDATE setting SET value = '\"sepia\"' WHERE key = 'settings.theme'")
  })
  await first.close()
  const store = await openTestStore({ folder })
  expect(await store.call('settings.get', {})).toMatchObject({ theme: 'system', boardsPerPrompt: 6 })
})

test('the library tells its state', async () => {
  const store = await openTestStore()
  const { shot } = await addShot(store)
  await addTake(store, shot.id)
  await store.call('library.backup', {})
  const status = await store.call('library.status', {})
  expect(status).toMatchObject({ projects: 1, shots: 1, takes: 1, repair: null })
  expect(status.backups.length).toBeGreaterThan(0)
})
