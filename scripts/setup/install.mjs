// Installs the packages of package-lock.json where they are missing or differ.
import { existsSync, readFileSync } from 'node:fs'
import { fromProject, giveUp, run } from './project.mjs'

/**
 * @param {string[]} path
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function readPackages(...path) {
  const file = fromProject(...path)
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

/** True where every package that this platform needs is there in the locked version. */
export function isInstalled() {
  const wanted = readPackages('package-lock.json')
  // npm's own record of what lies in node_modules.
  const found = readPackages('node_modules', '.package-lock.json')
  const node = `node_modules/node-linux-${process.arch}`
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true
    const isNeeded = !optional || (process.platform === 'linux' && path === node)
    return found[path] ? found[path].version === version : !isNeeded
  })
}

/** Installs what is missing. Package scripts stay off: none is needed, and one of them downloads gigabytes of CUDA. */
export function ensureInstalled() {
  if (isInstalled()) return
  console.error('Installing packages (once, about half a minute) …')
  // Standard output belongs to the program that starts after this.
  const status = run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', process.stderr, process.stderr]
  })
  if (status !== 0) giveUp('The packages could not be installed. Check the network, then run the command again.')
}
