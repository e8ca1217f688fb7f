import { expect, test, vi } from 'vitest'
import { createClient } from '../../../src/renderer/client/client.ts'
import { createNoticesStore } from '../../../src/renderer/store/notices-store.ts'
import { createTakesStore, replaceGone } from '../../../src/renderer/store/takes-store.ts'
import type { TakeId } from '../../../src/shared/storyboard/ids.ts'
import type { Take } from '../../../src/shared/storyboard/take.ts'
import { createFakeHost } from '../fake-host.ts'
import { projectId, sampleTake as take, sampleTokens, shotId } from '../sample-takes.ts'

function open() {
  let takes = [take(1), take(2), take(3, 1)]
  const host = createFakeHost({
    'takes.list': () => ({ takes, next: null }),
    'takes.tokens': ({ takeId }) => sampleTokens(takeId)
  })
  const store = createTakesStore(createClient(host.transport), createNoticesStore())
  const change = (next: Take[]) => {
    takes = next
    host.emit('takes.changed', { projectId, shotId, takeIds: [] })
  }
  return { store, change }
}

test('a shot shows its chosen take, with its tokens', async () => {
  const { store } = open()
  await store.show(shotId, 'take-0002' as TakeId)
  expect(store.getState().takeId).toBe('take-0002')
  await vi.waitFor(() => expect(store.getState().tokens?.takeId).toBe('take-0002'))
})

test('the tokens of the take before stay until the next ones are there', async () => {
  const { store } = open()
  await store.show(shotId, 'take-0002' as TakeId)
  await vi.waitFor(() => expect(store.getState().tokens?.takeId).toBe('take-0002'))
  store.step(1)
  expect(store.getState()).toMatchObject({ takeId: 'take-0003', tokens: { takeId: 'take-0002' }, isLoading: true })
  await vi.waitFor(() => expect(store.getState()).toMatchObject({ tokens: { takeId: 'take-0003' }, isLoading: false }))
})

test('a take that was undone gives way to its parent, and is compared no more', async () => {
  const { store, change } = open()
  await store.show(shotId, 'take-0003' as TakeId)
  store.compareWith('take-0002' as TakeId)
  change([take(1)])
  await vi.waitFor(() => expect(store.getState()).toMatchObject({ takeId: 'take-0001', compareId: null }))
})

test('who stands in for a take that has gone', () => {
  const takes = [take(1), take(2)]
  expect(replaceGone(takes, take(3, 1))).toBe('take-0001')
  expect(replaceGone(takes, take(4, 3))).toBe('take-0002')
  expect(replaceGone(takes, undefined)).toBe('take-0001')
  expect(replaceGone([], take(3, 1))).toBeNull()
})
