// Adds up what the parts of the test run report.

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

export const nothing = { passed: 0, failed: 0, skipped: 0 }

/** @param {Tally[]} tallies @returns {Tally} */
export function add(tallies) {
  return tallies.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped
    }),
    nothing
  )
}

/**
 * Of a vitest JSON report. A run that failed without a failed test (a file that does not load) counts as one failure.
 * @param {string | null} report the file's text, null where there is none
 * @param {number} status the runner's exit status
 * @returns {Tally}
 */
export function tallyVitest(report, status) {
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } =
    report === null ? {} : JSON.parse(report)
  const failed = status !== 0 && numFailedTests === 0 ? 1 : numFailedTests
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests }
}

/**
 * Of a pytest JUnit report, by the same rule.
 * @param {string | null} report
 * @param {number} status
 * @returns {Tally}
 */
export function tallyPytest(report, status) {
  const suite = /<testsuite [^>]*>/.exec(report ?? '')?.[0] ?? ''
  /** @param {string} name */
  const count = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0)
  const unsuccessful = count('failures') + count('errors')
  const failed = status !== 0 && unsuccessful === 0 ? 1 : unsuccessful
  const skipped = count('skipped')
  return { passed: Math.max(0, count('tests') - unsuccessful - skipped), failed, skipped }
}
