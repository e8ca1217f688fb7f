import { expect, test } from 'vitest'
import { createEventHub } from '../../../src/main/services/event-hub.ts'

const payload = { reason: 'out of memory' }

test('every subscriber gets every event until it unsubscribes', () => {
  const hub = createEventHub()
  const seen: string[] = []
  const stop = hub.subscribe((name) => seen.push(`first ${name}`))
  hub.subscribe((name) => seen.push(`second ${name}`))
  hub.emit('packs.engineLost', payload)
  stop()
  hub.emit('packs.engineLost', payload)
  expect(seen).toEqual(['first packs.engineLost', 'second packs.engineLost', 'second packs.engineLost'])
})

test('a payload that does not fit the contract throws where it is emitted', () => {
  const hub = createEventHub()
  expect(() => hub.emit('packs.engineLost', { reason: 7 as never })).toThrow(/reason/)
})
