import { expect, test } from 'vitest'
import { createClient } from '../../../src/renderer/client/client.ts'
import type { JobId } from '../../../src/shared/storyboard/ids.ts'
import { NotFoundError } from '../../../src/shared/errors.ts'
import { createFakeHost } from '../fake-host.ts'

const jobId = '8d6f0f4e-3c52-4b51-9a3c-1f2f2fd1a001' as JobId

test('a call resolves with its value', async () => {
  const { transport } = createFakeHost({ 'files.collect': ({ handle }) => ({ mediaId: null, name: `${handle}.mp4` }) })
  expect(await createClient(transport).call('files.collect', { handle: 'one' })).toEqual({ mediaId: null, name: 'one.mp4' })
})

test('a failure arrives as the named class', async () => {
  const { transport } = createFakeHost({})
  await expect(createClient(transport).call('queue.cancel', { jobId })).rejects.toThrow(NotFoundError)
})

test('a listener gets its own event only, until it stops', () => {
  const { transport, emit } = createFakeHost({})
  const client = createClient(transport)
  const seen: unknown[] = []
  const stop = client.on('system.menuCommand', (payload) => seen.push(payload))
  emit('system.closing', {})
  emit('system.menuCommand', { command: 'undo' })
  stop()
  emit('system.menuCommand', { command: 'redo' })
  expect(seen).toEqual([{ command: 'undo' }])
})
