import { expect, test } from 'vitest'
import { bindKeys } from '../../../src/renderer/commands/command-table.ts'
import { rebind } from '../../../src/renderer/settings/rebind.ts'

test('a key that another command had is taken from it', () => {
  const own = rebind({}, 'board.lock', 'R')
  expect(own).toEqual({ 'board.lock': 'R', 'board.reroll': '' })
  expect(bindKeys(own).get('board.reroll')).toBe('')
})

test('going back to the first key leaves nothing behind', () => {
  expect(rebind({ 'board.lock': 'K' }, 'board.lock', 'L')).toEqual({})
})

test('a key can be taken away', () => {
  expect(rebind({}, 'take.discard', '')).toEqual({ 'take.discard': '' })
})
