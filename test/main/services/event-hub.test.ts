import { expect, test } from 'vitest'
import { createEventHub } from '../../../src/main/services/event-hub.ts'

const payload = { clipId: '8d6f0f4e-3c52-4b51-9a3c-1f2f2fd1a001', read: 'a dog' }

test('every subscriber gets every event until it unsubscribes', () => {
  const hub = createEventHub()
  const seen: string[] = []
  const stop = hub.subscribe((name) => seen.push(`first ${name}`))
  hub.subscribe((name) => seen.push(`second ${name}`))
  hub.emit('clips.promptCut', payload)
  stop()
  hub.emit('clips.promptCut', payload)
  expect(seen).toEqual(['first clips.promptCut', 'second clips.promptCut', 'second clips.promptCut'])
})

test('a payload that does not fit the contract throws where it is emitted', () => {
  const hub = createEventHub()
  expect(() => hub.emit('clips.promptCut', { ...payload, clipId: 'seven' })).toThrow(/clipId/)
})
