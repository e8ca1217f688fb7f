import { expect, test } from 'vitest'
import { createClient } from '../../../src/renderer/client/client.ts'
import { NotFoundError } from '../../../src/shared/errors.ts'
import { createFakeHost } from '../fake-host.ts'

const clipId = '8d6f0f4e-3c52-4b51-9a3c-1f2f2fd1a001'

test('a call resolves with its value', async () => {
  const { transport } = createFakeHost({ 'clips.create': ({ prompt }) => ({ seed: prompt.length }) })
  expect(await createClient(transport).call('clips.create', { clipId, prompt: 'a dog' })).toEqual({ seed: 5 })
})

test('a failure arrives as the named class', async () => {
  const { transport } = createFakeHost({})
  await expect(createClient(transport).call('clips.cancel', { clipId })).rejects.toThrow(NotFoundError)
})

test('a listener gets its own event only, until it stops', () => {
  const { transport, emit } = createFakeHost({})
  const client = createClient(transport)
  const seen: unknown[] = []
  const stop = client.on('clips.promptCut', (payload) => seen.push(payload))
  emit('system.closing', {})
  emit('clips.promptCut', { clipId, read: 'a dog' })
  stop()
  emit('clips.promptCut', { clipId, read: 'a cat' })
  expect(seen).toEqual([{ clipId, read: 'a dog' }])
})
