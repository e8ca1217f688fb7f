import { expect, test } from 'vitest'
import { compareLockRules, summarizePairs } from '../../bench/locks/compare-rules.ts'
import type { EngineClient } from '../../src/main/engine/client.ts'
import { openFixtureEngine } from '../main/pipeline/fixture-engine.ts'

test('the difference of two rules comes with its standard error', () => {
  const { boards, lockAware, naive, difference, standardError, shareBetter } = summarizePairs([
    { aware: -10, naive: -12 }, { aware: -20, naive: -18 }, { aware: -30, naive: -33 }
  ])
  expect({ boards, lockAware, naive, difference }).toEqual({ boards: 3, lockAware: -20, naive: -21, difference: 1 })
  expect(standardError).toBeCloseTo(Math.sqrt(14 / 3 / 2))
  expect(shareBetter).toBeCloseTo(2 / 3)
  expect(() => summarizePairs([])).toThrow(RangeError)
})

test('boards of a real engine are re-rolled around the same locks by both rules', async () => {
  const { call } = await openFixtureEngine()
  const engine: Pick<EngineClient, 'call' | 'ready'> = { call: (method, params) => call(method, params), ready: () => call('describe', {}) }
  const result = await compareLockRules(engine, { prompts: ['a dog runs'], boards: 2, lockedShare: 0.5, report: () => undefined })
  expect(result.boards).toBe(2)
  expect(result.difference).toBeCloseTo(result.lockAware - result.naive)
})
