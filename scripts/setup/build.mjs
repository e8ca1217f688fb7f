// Builds out/ where it is missing or older than the sources.
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromProject, giveUp, runModule } from './project.mjs'

const stamp = fromProject('out', '.built')

/**
 * The newest change below a file or folder, folders included: a deleted file changes its folder.
 * @param {string} path
 * @returns {number} milliseconds
 */
function newestChange(path) {
  if (!existsSync(path)) return 0
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}

/** True where out/ was built from the sources as they are. */
export function isBuilt() {
  if (!existsSync(stamp)) return false
  const sources = ['src', 'package.json', 'package-lock.json', 'electron.vite.config.ts'].map((name) => fromProject(name))
  return Math.max(...sources.map(newestChange)) <= statSync(stamp).mtimeMs
}

/** Builds; what the builder says goes to standard error, because standard output belongs to the program built. */
export function ensureBuilt() {
  if (isBuilt()) return
  console.error('Building the studio …')
  // A change made while building must count as newer than the build.
  const begin = new Date()
  rmSync(stamp, { force: true })
  const status = runModule('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'], {
    stdio: ['ignore', process.stderr, process.stderr]
  })
  if (status !== 0) giveUp('The studio could not be built; the lines above say why.')
  writeFileSync(stamp, '')
  utimesSync(stamp, begin, begin)
}
