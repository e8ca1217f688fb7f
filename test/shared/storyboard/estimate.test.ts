import { expect, test } from 'vitest'
import { estimateSeconds, measureSpeed } from '../../../src/shared/storyboard/estimate.ts'

test('time left is what is left over how fast it went, kind by kind', () => {
  const speeds = new Map([['a', 10], ['b', 100]])
  expect(estimateSeconds([{ key: 'a', units: 20 }, { key: 'b', units: 50 }], speeds)).toBe(2.5)
  expect(estimateSeconds([], speeds)).toBe(0)
})

test('work of a kind that was never measured has no estimate, unless none is left', () => {
  expect(estimateSeconds([{ key: 'c', units: 1 }], new Map())).toBe(null)
  expect(estimateSeconds([{ key: 'c', units: 0 }], new Map())).toBe(0)
})

test('a speed follows long measurements faster than short ones, and bad ones not at all', () => {
  expect(measureSpeed(undefined, 100, 2)).toBe(50)
  const short = measureSpeed(50, 100, 1) ?? 0
  const long = measureSpeed(50, 2000, 20) ?? 0
  expect(short).toBeGreaterThan(50)
  expect(long).toBeGreaterThan(short)
  expect(long).toBe(75)
  for (const [units, seconds] of [[0, 1], [10, 0], [10, -1], [10, Number.NaN]] as const) expect(measureSpeed(50, units, seconds)).toBe(50)
})
