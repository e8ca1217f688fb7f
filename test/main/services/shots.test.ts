import { expect, test } from 'vitest'
import { addShot, addTake, openTestStore } from '../test-store.ts'
import { createRandom } from '../../fuzz/draw-json.ts'
import type { ProjectId, ShotId } from '../../../src/shared/storyboard/ids.ts'
import type { TestStore } from '../test-store.ts'

async function namesOf({ call }: TestStore, projectId: ProjectId) {
  const { shots } = await call('shots.list', { projectId, limit: 1000 })
  return shots.map(({ prompt }) => prompt).join('')
}

/** A project with shots named by letters. */
async function letters(names: string) {
  const store = await openTestStore()
  const { project } = await store.call('projects.create', { name: 'Letters' })
  const ids: ShotId[] = []
  for (const prompt of names) ids.push((await store.call('shots.create', { projectId: project.id, fields: { prompt } })).id)
  const id = (name: string) => ids[names.indexOf(name)] ?? ''
  const move = (moved: string, before: string | null) =>
    store.call('shots.move', { projectId: project.id, shotIds: [...moved].map(id), beforeShotId: before === null ? null : id(before) })
  return { store, projectId: project.id, id, move }
}

test('shots are moved before another, to the end, several at once, and before one that moves itself', async () => {
  const { store, projectId, move } = await letters('abcdef')
  await move('e', 'b')
  expect(await namesOf(store, projectId)).toBe('aebcdf')
  await move('a', null)
  expect(await namesOf(store, projectId)).toBe('ebcdfa')
  await move('ab', 'c')
  expect(await namesOf(store, projectId)).toBe('ebacdf')
  await move('cd', 'd')
  expect(await namesOf(store, projectId)).toBe('ebacdf')
})

test('a move is one entry, and a drag of many moves is one entry too', async () => {
  const { store, projectId, id } = await letters('abcd')
  for (const before of ['b', 'c', 'd']) {
    await store.call('shots.move', { projectId, shotIds: [id('a')], beforeShotId: id(before), gesture: 'drag-1' })
  }
  expect(await namesOf(store, projectId)).toBe('bcad')
  const state = await store.call('history.undo', { projectId })
  expect(state.redo?.mark).toBe('reorder-shots')
  expect(await namesOf(store, projectId)).toBe('abcd')
})

test('any row of moves gives the order a plain list would have, also when places run out', { timeout: 60_000 }, async () => {
  const { store, projectId, move } = await letters('abcdef')
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = createRandom(seed)
  let expected = [...'abcdef']
  for (let i = 0; i < 150; i++) {
    const moved = expected[Math.floor(random() * 6)] ?? ''
    // Mostly into the same gap, which is what uses it up.
    const before = random() < 0.8 ? (expected.at(-1) ?? '') : (expected[Math.floor(random() * 6)] ?? '')
    if (moved === before) continue
    await move(moved, before)
    expected = expected.filter((name) => name !== moved)
    expected.splice(expected.indexOf(before), 0, moved)
  }
  expect(await namesOf(store, projectId), `seed ${seed}`).toBe(expected.join(''))
})

test('a shot is created before another one, and a list comes page by page', async () => {
  const { store, projectId, id } = await letters('abcde')
  await store.call('shots.create', { projectId, beforeShotId: id('c'), fields: { prompt: 'X' } })
  const first = await store.call('shots.list', { projectId, limit: 4 })
  expect(first.shots.map(({ prompt }) => prompt).join('')).toBe('abXc')
  const second = await store.call('shots.list', { projectId, limit: 4, after: first.next })
  expect(second).toMatchObject({ shots: [{ prompt: 'd' }, { prompt: 'e' }], next: null })
})

test('deleting moves to the bin, restoring brings a shot back to its place with its takes', async () => {
  const { store, projectId, id } = await letters('abc')
  await addTake(store, (await store.call('shots.get', { shotId: id('b') })).id)
  await store.call('shots.bin', { projectId, shotIds: [id('b')] })
  await store.call('shots.create', { projectId, beforeShotId: id('c'), fields: { prompt: 'X' } })
  expect(await namesOf(store, projectId)).toBe('aXc')
  expect((await store.call('shots.list', { projectId, bin: true })).shots.map(({ prompt }) => prompt)).toEqual(['b'])
  await store.call('shots.restore', { projectId, shotIds: [id('b')] })
  expect(await namesOf(store, projectId)).toMatch(/^a(bX|Xb)c$/)
  expect((await store.call('shots.get', { shotId: id('b') })).takeCount).toBe(1)
})

test('a duplicated shot stands after the original, with its takes, its choice and its own history', async () => {
  const store = await openTestStore()
  const { project, shot } = await addShot(store, 'one')
  const take = await addTake(store, shot.id)
  await store.call('takes.editTokens', { takeId: take.id, edits: [{ layer: 3, positions: [0], codes: [1] }] })
  const copy = await store.call('shots.duplicate', { shotId: shot.id })
  expect(copy).toMatchObject({ prompt: 'one', takeCount: 2, presence: 'kept' })
  const { takes } = await store.call('takes.list', { shotId: copy.id })
  expect(takes[1]?.parentTakeId).toBe(takes[0]?.id)
  expect(copy.chosenTakeId).toBe(takes[1]?.id)
  await store.call('history.undo', { projectId: project.id })
  expect((await store.call('shots.list', { projectId: project.id })).shots).toHaveLength(1)
})

test('what does not belong together is refused', async () => {
  const a = await addShotWithTake()
  const other = await a.store.call('projects.create', { name: 'Other' })
  const call = a.store.call
  await expect(call('shots.bin', { projectId: other.project.id, shotIds: [a.shot.id] })).rejects.toMatchObject({ kind: 'invalid-input' })
  const second = await call('shots.create', { projectId: a.project.id })
  await expect(call('shots.edit', { shotId: second.id, edit: { chosenTakeId: a.take.id } })).rejects.toMatchObject({ kind: 'invalid-input' })
  await expect(call('shots.get', { shotId: '00000000-0000' })).rejects.toMatchObject({ kind: 'not-found' })
  await expect(call('shots.edit', { shotId: second.id, edit: { durationSeconds: -1 } })).rejects.toMatchObject({ kind: 'invalid-input' })
})

async function addShotWithTake() {
  const store = await openTestStore()
  const { project, shot } = await addShot(store)
  return { store, project, shot, take: await addTake(store, shot.id) }
}
