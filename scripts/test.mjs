// npm test: everything, from a fresh clone. Installs and builds what is missing, runs every part even after a failure,
// and closes with one line that adds all of them up.
import { check, endToEnd, training, unit, vitest } from './parts/checks.mjs'
import { add } from './parts/tally.mjs'
import { ensureBuilt } from './setup/build.mjs'
import { ensureInstalled } from './setup/install.mjs'

ensureInstalled()
ensureBuilt()

/** @type {[string, () => import('./parts/tally.mjs').Tally][]} */
const parts = [
  ['lint', () => check('lint')],
  ['types', () => check('types')],
  ['dead code', () => check('dead-code')],
  ['unit tests', unit],
  ['pack replay', () => vitest('pack')],
  ['end-to-end tests', endToEnd],
  ['training tests', training]
]

const tallies = parts.map(([name, runPart]) => {
  console.log(`\n── ${name}`)
  const begin = Date.now()
  const tally = runPart()
  return { name, seconds: (Date.now() - begin) / 1000, ...tally }
})

console.log('\n── summary')
for (const { name, seconds, passed, failed, skipped } of tallies) {
  console.log(`${name.padEnd(18)} ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds.toFixed(0)} s)`)
}
const { passed, failed, skipped } = add(tallies)
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
