import { expect, test } from 'vitest'
import { freeName } from '../../../src/renderer/inspector/presets.ts'

test('a preset that is kept takes the first free name, also after another was forgotten', () => {
  const nameOf = (number: number) => `My preset ${number}`
  expect(freeName(nameOf, {})).toBe('My preset 1')
  expect(freeName(nameOf, { 'My preset 1': {}, 'My preset 3': {} })).toBe('My preset 2')
})
