import { expect, test } from 'vitest'
import { add, tallyPytest, tallyVitest } from '../../scripts/parts/tally.mjs'

test('a vitest report is counted', () => {
  const report = JSON.stringify({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 })
  expect(tallyVitest(report, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 })
})

test('a run that fails without a failed test counts as one failure', () => {
  expect(tallyVitest(JSON.stringify({ numPassedTests: 5, numFailedTests: 0 }), 1).failed).toBe(1)
  expect(tallyVitest(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(tallyPytest(null, 2)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('a pytest report is counted, errors as failures', () => {
  const report = '<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="16" time="1.0">'
  expect(tallyPytest(report, 1)).toEqual({ passed: 10, failed: 3, skipped: 3 })
})

test('parts add up', () => {
  const part = { passed: 1, failed: 0, skipped: 2 }
  expect(add([part, part])).toEqual({ passed: 2, failed: 0, skipped: 4 })
})
