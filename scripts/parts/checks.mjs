// The parts that a whole test run consists of. Each returns a tally and says in one line how it went.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { prepareChromium } from '../setup/chromium.mjs'
import { prepareFfprobe } from '../setup/system-programs.mjs'
import { fromProject, run, runModule } from '../setup/project.mjs'
import { prepareTraining } from '../setup/training.mjs'
import { tallyPytest, tallyVitest } from './tally.mjs'

const reportsFolder = fromProject('artifacts', 'test')

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** @param {string} name */
function prepareReport(name) {
  mkdirSync(reportsFolder, { recursive: true })
  const file = fromProject('artifacts', 'test', name)
  rmSync(file, { force: true })
  return file
}

/** @param {string} name @param {string} reason */
function skip(name, reason) {
  console.error(`Skipped: ${name}: ${reason}.`)
  return { passed: 0, failed: 0, skipped: 1 }
}

/**
 * One of `lint`, `types`, `dead-code`: one check, passed or failed.
 * @param {string} script
 */
export function check(script) {
  const status = run('npm', ['run', '--silent', script])
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 }
}

/**
 * A project of vitest.config.ts.
 * @param {string} project
 * @param {Record<string, string>} environment
 */
export function vitest(project, environment = {}) {
  const report = prepareReport(`${project}.json`)
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  Object.assign(process.env, environment)
  const status = runModule('vitest/vitest.mjs', args)
  return tallyVitest(readReport(report), status)
}

/** The tests that need neither a browser nor a large pack. */
export function unit() {
  const ffprobe = prepareFfprobe()
  if ('reason' in ffprobe) console.error(`Tests with ffprobe will be skipped: ${ffprobe.reason}.`)
  return vitest('unit')
}

/** The end-to-end tests, in a browser. */
export function endToEnd() {
  const chromium = prepareChromium()
  return 'reason' in chromium
    ? skip('end-to-end tests', chromium.reason)
    : vitest('e2e', { CHROMIUM_PATH: chromium.path })
}

/** The tests of training/. */
export function training() {
  const prepared = prepareTraining()
  if ('reason' in prepared) return skip('training tests', prepared.reason)
  const report = prepareReport('training.xml')
  const status = run(prepared.python, ['-m', 'pytest', '-q', '--junitxml', report], { cwd: fromProject('training') })
  return tallyPytest(readReport(report), status)
}
