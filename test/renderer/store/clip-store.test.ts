import { expect, test, vi } from 'vitest'
import { createClient } from '../../../src/renderer/client/client.ts'
import { createClipStore } from '../../../src/renderer/store/clip-store.ts'
import { ConflictError } from '../../../src/shared/errors.ts'
import { createFakeHost } from '../fake-host.ts'

test('a clip goes through its stages to its end', async () => {
  const host = createFakeHost({ 'clips.create': () => ({ seed: 7 }) })
  const store = createClipStore(createClient(host.transport))
  await store.make('a dog', 7)
  const { clipId } = store.getState()
  if (clipId === null) throw new Error('no clip was started')
  expect(store.getState()).toMatchObject({ isWorking: true, prompt: 'a dog', stages: [] })

  host.emit('clips.progress', { clipId, stage: { kind: 'layer', layer: 3 }, done: 1, total: 16 })
  host.emit('clips.progress', { clipId, stage: { kind: 'layer', layer: 3 }, done: 16, total: 16 })
  host.emit('clips.progress', { clipId, stage: { kind: 'frames' }, done: 8, total: 64 })
  expect(store.getState().stages).toEqual([
    { stage: { kind: 'layer', layer: 3 }, done: 16, total: 16 },
    { stage: { kind: 'frames' }, done: 8, total: 64 }
  ])

  host.emit('clips.ended', { clipId, outcome: { status: 'done', videoId: 'v', seed: 7, seconds: 2 } })
  expect(store.getState()).toMatchObject({ isWorking: false, outcome: { status: 'done', videoId: 'v' } })
})

test('events of another clip change nothing', async () => {
  const host = createFakeHost({ 'clips.create': () => ({ seed: 7 }) })
  const store = createClipStore(createClient(host.transport))
  await store.make('a dog', null)
  const before = store.getState()
  host.emit('clips.ended', { clipId: crypto.randomUUID(), outcome: { status: 'cancelled' } })
  expect(store.getState()).toBe(before)
})

test('a clip that cannot start has failed, with the reason', async () => {
  const host = createFakeHost({
    'clips.create': () => {
      throw new ConflictError({ operation: 'make the clip', reason: 'too many', remedy: 'Wait' })
    }
  })
  const store = createClipStore(createClient(host.transport))
  await store.make('a dog', null)
  expect(store.getState()).toMatchObject({ isWorking: false, outcome: { status: 'failed', error: { kind: 'conflict' } } })
})

test('cancelling asks the host for the clip under way', async () => {
  const cancel = vi.fn(() => ({}))
  const host = createFakeHost({ 'clips.create': () => ({ seed: 7 }), 'clips.cancel': cancel })
  const store = createClipStore(createClient(host.transport))
  await store.cancel()
  expect(cancel).not.toHaveBeenCalled()
  await store.make('a dog', null)
  await store.cancel()
  expect(cancel).toHaveBeenCalledExactlyOnceWith({ clipId: store.getState().clipId })
})
