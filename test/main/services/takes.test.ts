import { expect, test } from 'vitest'
import { positionsOf } from '../../../src/shared/storyboard/bits.ts'
import { countedLayers } from '../counted-layers.ts'
import { countedLayer, counterPack } from '../counter-engine.ts'
import { addShot, addTake, openTestStore } from '../test-store.ts'

async function openWithTake() {
  const store = await openTestStore()
  const { project, shot } = await addShot(store)
  const take = await addTake(store, shot.id, 7)
  return { store, call: store.call, project, shot, take }
}

test('an edit of a code is a child take; what lies under it is stale, locked tokens are not', async () => {
  const { call, shot, take } = await openWithTake()
  await call('takes.lock', { takeId: take.id, layer: 2, positions: [0], isLocked: true })
  const child = await call('takes.editTokens', { takeId: take.id, edits: [{ layer: 3, positions: [0], codes: [999] }] })
  expect(child).toMatchObject({ number: 2, parentTakeId: take.id, origin: 'edit', packHash: counterPack.hash })
  // Cell (0, 0) of 4×4 is rows and columns 0…1 of 8×8: 4 of 64, in every latent frame (2 and 4), one of them locked.
  expect(child.layers.map(({ layer, stale }) => [layer, stale])).toEqual([[3, 0], [2, 7], [0, 16]])
  const parent = await call('takes.tokens', { takeId: take.id })
  expect(parent.layers[0]?.codes).toEqual(countedLayer(7, 3))
  expect((await call('shots.get', { shotId: shot.id })).chosenTakeId).toBe(child.id)
})

test('a gesture of many edits makes one child and one entry of the history', async () => {
  const { call, project, shot, take } = await openWithTake()
  let takeId = take.id
  for (const code of [1, 2, 3]) {
    takeId = (await call('takes.editTokens', { takeId, edits: [{ layer: 3, positions: [4], codes: [code] }], gesture: 'nudge' })).id
  }
  expect((await call('takes.list', { shotId: shot.id })).takes).toHaveLength(2)
  expect((await call('takes.tokens', { takeId })).layers[0]?.codes[4]).toBe(3)
  await call('history.undo', { projectId: project.id })
  expect((await call('takes.list', { shotId: shot.id })).takes.map(({ id }) => id)).toEqual([take.id])
  await call('history.redo', { projectId: project.id })
  expect((await call('takes.tokens', { takeId })).layers[0]?.codes[4]).toBe(3)
})

test('locks are set and taken away in place, and both can be undone', async () => {
  const { call, project, take } = await openWithTake()
  const locks = async () => positionsOf((await call('takes.tokens', { takeId: take.id })).layers[0]?.locked ?? null, 16)
  await call('takes.lock', { takeId: take.id, layer: 3, positions: [3, 1], isLocked: true })
  await call('takes.lock', { takeId: take.id, layer: 3, positions: [1], isLocked: false })
  expect(await locks()).toEqual([3])
  await call('history.undo', { projectId: project.id })
  expect(await locks()).toEqual([1, 3])
  await call('history.undo', { projectId: project.id })
  expect(await locks()).toEqual([])
  await expect(call('takes.lock', { takeId: take.id, layer: 3, positions: [16], isLocked: true })).rejects.toMatchObject({ field: 'positions' })
  await expect(call('takes.lock', { takeId: take.id, layer: 1, positions: [0], isLocked: true })).rejects.toMatchObject({ field: 'layer' })
})

test('two takes are compared layer by layer: how many codes differ, and where', async () => {
  const { store, call, shot, take } = await openWithTake()
  const child = await call('takes.editTokens', { takeId: take.id, edits: [{ layer: 3, positions: [2, 9], codes: [0, 1023] }] })
  const board = await addTake(store, shot.id, 8, [3])
  const same = await call('takes.compare', { leftTakeId: take.id, rightTakeId: child.id })
  expect(same.map(({ layer, differing, positions }) => [layer, differing, positions])).toEqual([[3, 2, [2, 9]], [2, 0, []], [0, 0, []]])
  const other = await call('takes.compare', { leftTakeId: take.id, rightTakeId: board.id })
  expect(other.map(({ differing, positions }) => [differing, positions === null])).toEqual([[16, false], [128, true], [256, true]])
})

test('takes are starred, rated, named, and found by any part of prompt or name', async () => {
  const { call, project, shot, take } = await openWithTake()
  await call('takes.edit', { takeId: take.id, edit: { starred: true, rating: 4, name: 'Weite Küste' } })
  const second = await call('takes.create', {
    shotId: shot.id, pack: counterPack, layers: countedLayers(8, [3]), seed: 8, sampling: [], prompt: '海边的日落 sunset', negativePrompt: ''
  })
  const find = async (text: string, more = {}) => (await call('takes.search', { projectId: project.id, text, ...more })).takes.map(({ id }) => id)
  expect(await find('küste')).toEqual([take.id])
  expect(await find('RUNS dog')).toEqual([take.id])
  expect(await find('日落')).toEqual([second.id])
  expect(await find('海边的')).toEqual([second.id])
  expect(await find('su ns')).toEqual([second.id])
  expect(await find('100% "quoted" (x*)')).toEqual([])
  expect(await find('s', { starredOnly: true })).toEqual([take.id])
  expect(await find('s', { minimumRating: 5 })).toEqual([])
  expect((await call('takes.list', { shotId: shot.id, starredOnly: true })).takes.map(({ id }) => id)).toEqual([take.id])
})

test('search comes page by page, newest first', async () => {
  const { store, call, project, shot, take } = await openWithTake()
  const ids = [take.id]
  for (let i = 0; i < 4; i++) ids.push((await addTake(store, shot.id, i, [3])).id)
  const first = await call('takes.search', { projectId: project.id, text: 'dog', limit: 3 })
  const second = await call('takes.search', { projectId: project.id, text: 'dog', limit: 3, after: first.next })
  expect([...first.takes, ...second.takes].map(({ id }) => id)).toEqual(ids.toReversed())
  expect(second.next).toBe(null)
})

test('the chosen take goes to the bin: the newest that is left is chosen, and undo brings both back', async () => {
  const { store, call, project, shot, take } = await openWithTake()
  const second = await addTake(store, shot.id, 8)
  await call('takes.bin', { projectId: project.id, takeIds: [take.id] })
  expect((await call('shots.get', { shotId: shot.id })).chosenTakeId).toBe(second.id)
  expect((await call('takes.list', { shotId: shot.id, bin: true })).takes.map(({ id }) => id)).toEqual([take.id])
  await call('history.undo', { projectId: project.id })
  expect((await call('shots.get', { shotId: shot.id })).chosenTakeId).toBe(take.id)
  await call('takes.bin', { projectId: project.id, takeIds: [take.id] })
  await call('takes.restore', { projectId: project.id, takeIds: [take.id] })
  expect((await call('takes.list', { shotId: shot.id })).takes).toHaveLength(2)
})

test('a take is copied to another shot with its locks, and the tokens are stored once', async () => {
  const { store, call, project, take } = await openWithTake()
  await call('takes.lock', { takeId: take.id, layer: 3, positions: [3], isLocked: true })
  const blobs = () => store.library.connection.all('SELECT id FROM blob').length
  const before = blobs()
  const other = await call('shots.create', { projectId: project.id })
  const copy = await call('takes.copy', { takeId: take.id, shotId: other.id })
  expect(copy).toMatchObject({ shotId: other.id, origin: 'copy', parentTakeId: null, number: 1, seed: take.seed })
  expect((await call('takes.tokens', { takeId: copy.id })).layers).toEqual((await call('takes.tokens', { takeId: take.id })).layers)
  expect(blobs()).toBe(before)
})

test.each([
  ['a layer of the wrong length', [{ layer: 3, codes: [1, 2], masked: null, locked: null, stale: null }]],
  ['a code with too many bits', [{ layer: 3, codes: Array.from({ length: 16 }, () => 1024), masked: null, locked: null, stale: null }]],
  ['a layer that the pack lacks', [{ layer: 7, codes: [1], masked: null, locked: null, stale: null }]],
  ['a layer twice', [...countedLayers(1, [3]), ...countedLayers(2, [3])]],
  ['locks of another size', [{ layer: 3, codes: countedLayer(1, 3), masked: null, locked: 'AAAAAA==', stale: null }]]
])('tokens from outside with %s are refused and leave nothing', async (_, layers) => {
  const { store, call, shot } = await openWithTake()
  const takes = store.library.connection.all('SELECT id FROM take')
  await expect(
    call('takes.create', { shotId: shot.id, pack: counterPack, layers, seed: 1, sampling: [], prompt: '', negativePrompt: '' })
  ).rejects.toMatchObject({ kind: 'invalid-input' })
  expect(store.library.connection.all('SELECT id FROM take')).toEqual(takes)
})
