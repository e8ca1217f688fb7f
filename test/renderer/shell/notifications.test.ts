import { expect, test } from 'vitest'
import { tookLong } from '../../../src/renderer/shell/took-long.ts'

test('only work that took long is told of, however it ended', () => {
  expect(tookLong({ state: 'done', startedAt: 0, finishedAt: 12_000 })).toBe(true)
  expect(tookLong({ state: 'failed', startedAt: 0, finishedAt: 12_000 })).toBe(true)
  expect(tookLong({ state: 'done', startedAt: 0, finishedAt: 900 })).toBe(false)
  expect(tookLong({ state: 'cancelled', startedAt: 0, finishedAt: 12_000 })).toBe(false)
  expect(tookLong({ state: 'running', startedAt: 0, finishedAt: null })).toBe(false)
})
