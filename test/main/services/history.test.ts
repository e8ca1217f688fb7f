import { expect, test } from 'vitest'
import { createRandom } from '../../fuzz/draw-json.ts'
import { diffFacts, readFacts } from '../../chaos/facts.ts'
import { createOperations } from '../../chaos/operations.ts'
import { addShot, addTake, makeFolder, openTestStore, untilJob } from '../test-store.ts'

test('undo and redo outlive a restart', async () => {
  const folder = makeFolder()
  const first = await openTestStore({ folder })
  const { project, shot } = await addShot(first, 'one')
  await first.call('shots.edit', { shotId: shot.id, edit: { prompt: 'two' } })
  await first.call('shots.edit', { shotId: shot.id, edit: { prompt: 'three' } })
  await first.call('history.undo', { projectId: project.id })
  await first.close()

  const store = await openTestStore({ folder })
  const prompt = async () => (await store.call('shots.get', { shotId: shot.id })).prompt
  expect(await store.call('history.state', { projectId: project.id })).toMatchObject({
    undo: { mark: 'edit-shot' }, redo: { mark: 'edit-shot' }, undoCount: 2, redoCount: 1
  })
  await store.call('history.redo', { projectId: project.id })
  expect(await prompt()).toBe('three')
  await store.call('history.undo', { projectId: project.id })
  await store.call('history.undo', { projectId: project.id })
  expect(await prompt()).toBe('one')
})

test('letters typed in one gesture are one entry; a gesture that ends where it began is none', async () => {
  const store = await openTestStore()
  const { project, shot } = await addShot(store, '')
  const type = (prompt: string, gesture: string) => store.call('shots.edit', { shotId: shot.id, edit: { prompt }, gesture })
  for (const text of ['a', 'a ', 'a d', 'a dog']) await type(text, 'typing-1')
  expect((await store.call('history.state', { projectId: project.id })).undoCount).toBe(2)
  await type('a dog!', 'typing-2')
  await type('a dog', 'typing-2')
  expect((await store.call('history.state', { projectId: project.id })).undoCount).toBe(2)
  await store.call('history.undo', { projectId: project.id })
  expect((await store.call('shots.get', { shotId: shot.id })).prompt).toBe('')
  expect(await store.call('history.list', { projectId: project.id })).toMatchObject([
    { mark: 'edit-shot', isUndone: true }, { mark: 'create-shot', isUndone: false }
  ])
})

test('what was undone goes to the bin when a new edit makes redo impossible', async () => {
  const store = await openTestStore()
  const { project, shot } = await addShot(store)
  const take = await addTake(store, shot.id)
  await store.call('history.undo', { projectId: project.id })
  await store.call('shots.edit', { shotId: shot.id, edit: { notes: 'other way' } })
  expect((await store.call('history.state', { projectId: project.id })).redoCount).toBe(0)
  expect((await store.call('takes.list', { shotId: shot.id, bin: true })).takes.map(({ id }) => id)).toEqual([take.id])
})

test('layers that were generated and undone are kept in the bin as a take of their own', async () => {
  const store = await openTestStore()
  const { project, shot } = await addShot(store)
  const take = await addTake(store, shot.id, 9, [3])
  const { id } = await store.call('queue.add', { request: { kind: 'densify', takeId: take.id, layers: [], seed: null, sampling: [] } })
  await untilJob(store, id)
  const made = await store.call('takes.tokens', { takeId: take.id })
  await store.call('history.undo', { projectId: project.id })
  expect((await store.call('takes.get', { takeId: take.id })).layers.map(({ layer }) => layer)).toEqual([3])
  await store.call('shots.edit', { shotId: shot.id, edit: { notes: 'other way' } })
  const [kept] = (await store.call('takes.list', { shotId: shot.id, bin: true })).takes
  expect((await store.call('takes.tokens', { takeId: kept?.id ?? '' })).layers).toEqual(made.layers)
})

test('a job that ends does not take redo away', async () => {
  const store = await openTestStore()
  const { project, shot } = await addShot(store, 'one')
  await store.call('shots.edit', { shotId: shot.id, edit: { prompt: 'two' } })
  await store.call('history.undo', { projectId: project.id })
  const { id } = await store.call('queue.add', { request: { kind: 'board', shotId: shot.id, seeds: [1], sampling: [], packId: null } })
  await untilJob(store, id)
  expect(await store.call('history.state', { projectId: project.id })).toMatchObject({
    undo: { mark: 'generate-boards' }, redo: { mark: 'edit-shot' }
  })
  await store.call('history.redo', { projectId: project.id })
  expect((await store.call('shots.get', { shotId: shot.id })).prompt).toBe('two')
})

test('every change tells every window: projects, shots, takes and history', async () => {
  const store = await openTestStore()
  const { project, shot } = await addShot(store)
  store.events.length = 0
  const take = await addTake(store, shot.id)
  expect(store.payloads('takes.changed')).toEqual([{ projectId: project.id, shotId: shot.id, takeIds: [take.id] }])
  expect(store.payloads('shots.changed')).toEqual([{ projectId: project.id, shotIds: [shot.id] }])
  store.events.length = 0
  await store.call('history.undo', { projectId: project.id })
  expect(store.payloads('takes.changed')).toEqual([{ projectId: project.id, shotId: shot.id, takeIds: [take.id] }])
  expect(store.payloads('history.changed')).toMatchObject([{ projectId: project.id, redo: { mark: 'import' } }])
  store.events.length = 0
  await expect(store.call('shots.edit', { shotId: shot.id, edit: { chosenTakeId: shot.id as never } })).rejects.toMatchObject({ kind: 'not-found' })
  expect(store.events).toEqual([])
})

test('any row of edits is taken back step by step and done again, record for record', { timeout: 60_000 }, async () => {
  const store = await openTestStore()
  const { connection } = store.library
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = createRandom(seed)
  const next = createOperations(store.handlers, connection, random)
  const content = () => new Map([...readFacts(connection)].filter(([key]) => !key.startsWith('history/')))
  const position = () => connection.one<{ position: number }>('SELECT historyPosition AS position FROM project')?.position ?? 0
  const states = [content()]
  const others = ['add-densify', 'add-board', 'retry', 'export', 'back-up', 'undo', 'redo']
  while (states.length < 60) {
    const operation = next()
    if (others.includes(operation.name)) continue
    const before = position()
    await operation.run()
    if (position() > before || operation.name === 'create-project') states.push(content())
  }
  const { id } = (await store.call('projects.list', {}))[0] ?? { id: '' }
  // What an undone creation leaves behind is set aside, not part of the project.
  const differences = (state: ReturnType<typeof content>) =>
    diffFacts(content(), state).filter(([key, value]) => !value.includes('"presence":"undone"') || key === '')
  for (let i = states.length - 2; i >= 1; i--) {
    await store.call('history.undo', { projectId: id })
    expect(differences(states[i] ?? new Map()), `seed ${seed}, step ${i}`).toEqual([])
  }
  for (let i = 2; i < states.length; i++) {
    await store.call('history.redo', { projectId: id })
    expect(differences(states[i] ?? new Map()), `seed ${seed}, step ${i}`).toEqual([])
  }
})
