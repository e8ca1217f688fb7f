import { expect, test } from 'vitest'
import { bindKeys, commandIds, commandTable, findCommand } from '../../../src/renderer/commands/command-table.ts'
import { ariaKey, nameKey, showKey } from '../../../src/renderer/commands/keys.ts'

const press = (key: string, modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers
})

test('keys are named by what they type', () => {
  expect(nameKey(press('l'), false)).toBe('L')
  expect(nameKey(press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+Z')
  expect(nameKey(press(' '), false)).toBe('Space')
  expect(nameKey(press(' ', { shiftKey: true }), false)).toBe('Shift+Space')
  // Shift is needed to type these on many keyboards: it is not a part of their names.
  expect(nameKey(press('?', { shiftKey: true }), false)).toBe('?')
  expect(nameKey(press('+', { shiftKey: true }), false)).toBe('+')
  expect(nameKey(press('ArrowUp', { altKey: true, shiftKey: true }), false)).toBe('Alt+Shift+ArrowUp')
  expect(nameKey(press('Shift', { shiftKey: true }), false)).toBeNull()
})

test('a Mac has its own modifier, and Ctrl beside it', () => {
  expect(nameKey(press('z', { metaKey: true }), true)).toBe('Mod+Z')
  expect(nameKey(press('z', { ctrlKey: true }), true)).toBe('Ctrl+Z')
})

test('names are shown as people read them', () => {
  expect(showKey('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z')
  expect(showKey('Mod+Shift+Z', true)).toBe('⌘⇧Z')
  expect(showKey('+', false)).toBe('+')
  expect(showKey('Mod++', false)).toBe('Ctrl++')
  expect(ariaKey('Mod+Enter', false)).toBe('Control+Enter')
})

test('no two commands have the same first key', () => {
  const keys = commandIds.map((id) => commandTable[id].key as string).filter((key) => key !== '')
  expect(new Set(keys).size).toBe(keys.length)
})

test('a person’s own key takes the place of the first one', () => {
  const bindings = bindKeys({ 'board.lock': 'K' })
  expect(findCommand(bindings, 'K')).toBe('board.lock')
  expect(findCommand(bindings, 'L')).toBeNull()
  expect(findCommand(bindings, 'R')).toBe('board.reroll')
})
