import { describe, expect, test } from 'vitest'
import { quantile, spreadOf } from '../../bench/measure/statistics.ts'

describe('the spread of repeated times', () => {
  test('tells the smallest, the middle and nearly the largest, whatever the order', () => {
    const values = Array.from({ length: 101 }, (_, i) => (i * 37) % 101)
    expect(spreadOf(values)).toEqual({ runs: 101, min: 0, median: 50, p95: 95 })
  })

  test('takes the middle of the two in the middle', () => {
    expect(spreadOf([4, 1, 3, 2]).median).toBe(2.5)
  })

  test('of one value is that value', () => {
    expect(spreadOf([7])).toEqual({ runs: 1, min: 7, median: 7, p95: 7 })
  })

  test('refuses nothing at all', () => {
    expect(() => spreadOf([])).toThrow(RangeError)
  })
})

test('a quantile between two values is between them in proportion', () => {
  expect(quantile([10, 20], 0.25)).toBe(12.5)
})
