import { expect, test, vi } from 'vitest'
import { createClient } from '../../../src/renderer/client/client.ts'
import { commands } from '../../../src/renderer/commands/commands.ts'
import { createStudio } from '../../../src/renderer/store/studio.ts'
import { createFakeHost } from '../fake-host.ts'
import { sampleTake, sampleTokens, shotId } from '../sample-takes.ts'

/** A studio that shows the first of two takes; the tokens of the second come when they are let through, or never. */
async function open() {
  const locked: unknown[] = []
  const asked: string[] = []
  const gate = Promise.withResolvers<void>()
  const [first, second] = [sampleTake(1), sampleTake(2)]
  const host = createFakeHost({
    'takes.list': () => ({ takes: [first, second], next: null }),
    'takes.tokens': async ({ takeId }) => {
      asked.push(takeId)
      if (takeId === second.id) await gate.promise
      return sampleTokens(takeId)
    },
    'takes.lock': (input) => {
      locked.push(input)
      return second
    }
  })
  const studio = createStudio(createClient(host.transport))
  await studio.takes.show(shotId, first.id)
  await vi.waitFor(() => expect(studio.takes.getState().tokens?.takeId).toBe(first.id))
  return { studio, asked, locked, first, second, gate }
}

const lock = commands['board.lock']

test('cells are edited at once where the take’s tokens are there', async () => {
  const { studio, locked, first } = await open()
  studio.editor.select(new Set([0, 3]), 3)
  expect(lock.isEnabled(studio)).toBe(true)
  await lock.run(studio)
  expect(locked).toMatchObject([{ takeId: first.id, layer: 3, positions: [0, 3], isLocked: true }])
})

test('a key that comes while a take loads is kept, with the cells that were chosen then', async () => {
  const { studio, locked, second, gate } = await open()
  studio.takes.select(second.id)
  studio.editor.select(new Set([1]), 1)
  expect(lock.isEnabled(studio)).toBe(true)
  const locking = lock.run(studio)
  studio.editor.select(new Set([2]), 2)
  expect(locked).toEqual([])
  gate.resolve()
  await locking
  expect(locked).toMatchObject([{ takeId: second.id, layer: 3, positions: [1], isLocked: true }])
})

test('it is for the take that was open when it came, whatever is opened meanwhile', async () => {
  const { studio, locked, first, second, gate } = await open()
  studio.takes.select(second.id)
  const copying = commands['board.copy'].run(studio)
  const locking = lock.run(studio)
  studio.takes.select(first.id)
  gate.resolve()
  await Promise.all([copying, locking])
  expect(locked).toMatchObject([{ takeId: second.id }])
  expect(studio.editor.getState().copied?.cells).toEqual([{ row: 0, column: 0, code: 10 }])
})

test('a take that cannot be read takes no edits', async () => {
  const { studio, asked, locked, second, gate } = await open()
  studio.takes.select(second.id)
  const locking = lock.run(studio)
  gate.reject(new Error('the disk is gone'))
  await locking
  expect(locked).toEqual([])
  await vi.waitFor(() => expect(lock.isEnabled(studio)).toBe(false))
  expect(asked.filter((takeId) => takeId === second.id)).toHaveLength(1)
})

test('nothing is chosen in a layer that the take lacks', async () => {
  const { studio } = await open()
  expect(commands['board.selectAll'].isEnabled(studio)).toBe(true)
  const { tokens } = studio.takes.getState()
  studio.takes.setState({ tokens: tokens === null ? null : { ...tokens, layers: [] } })
  expect(commands['board.selectAll'].isEnabled(studio)).toBe(false)
})
