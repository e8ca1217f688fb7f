import { expect, test } from 'vitest'
import { events, methods } from '../../src/shared/contract.ts'

const names = [...Object.keys(methods), ...Object.keys(events)]

test('every method and event is named after its domain', () => {
  for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/)
})

test('no method has the name of an event', () => {
  expect(new Set(names).size).toBe(names.length)
})

test('every method takes an object, so that fields can be added later', () => {
  for (const [name, { input }] of Object.entries(methods)) {
    for (const wrong of [undefined, null, 'text', 7, []]) {
      expect(input.safeParse(wrong).success, `${name} accepts ${String(wrong)}`).toBe(false)
    }
  }
})
