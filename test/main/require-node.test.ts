import { expect, test } from 'vitest'
import { isNodeNewEnough } from '../../src/main/require-node.ts'

test.each([
  ['20.20.2', false],
  ['22.13.1', false],
  ['22.14.0', true],
  ['22.20.0', true],
  ['24.0.0', true]
])('Node %s is new enough: %s', (version, expected) => {
  expect(isNodeNewEnough(version)).toBe(expected)
})
