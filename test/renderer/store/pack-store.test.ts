import { expect, test, vi } from 'vitest'
import { createClient } from '../../../src/renderer/client/client.ts'
import { createPackStore } from '../../../src/renderer/store/pack-store.ts'
import { UnavailableError } from '../../../src/shared/errors.ts'
import type { OpenPackDescription } from '../../../src/shared/contract/packs.ts'
import { createFakeHost } from '../fake-host.ts'

const pack: OpenPackDescription = {
  reference: { id: 'p', version: '1', hash: 'a'.repeat(64), layers: [{ index: 3, name: 'Board', grid: [1, 4, 4], bits: 8 }] },
  name: 'P', licence: 'MIT', description: '', parameters: 1, candidates: null, hasMask: false, residentBytes: 1,
  clip: { frames: 64, framesPerSecond: 8, height: 128, width: 128 },
  sampling: [{ guidance: 3, temperature: 1, topK: 0, topP: 1 }],
  device: { provider: 'cpu', reason: 'the processor', threads: 2, skipped: [] }
}

test('a lost engine shows, is asked for again, and the trouble is over', async () => {
  let answer = () => pack
  const host = createFakeHost({ 'packs.current': () => answer() })
  const store = createPackStore(createClient(host.transport))
  await store.load()
  expect(store.getState()).toMatchObject({ pack: { name: 'P' }, problem: null })
  host.emit('packs.engineLost', { reason: 'it was killed' })
  expect(store.getState()).toMatchObject({ problem: { kind: 'engine-lost', reason: 'it was killed' }, isLoading: true })
  await vi.waitFor(() => expect(store.getState()).toMatchObject({ pack: { name: 'P' }, problem: null, isLoading: false }))
  answer = () => {
    throw new UnavailableError({ operation: 'open the pack', reason: 'there is none', remedy: 'Get one' })
  }
  await store.load()
  expect(store.getState()).toMatchObject({ problem: { kind: 'unavailable', reason: 'there is none' } })
})
