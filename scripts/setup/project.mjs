// The project's folder, and running programs in it. These scripts run on any Node ≥ 18 and import no packages: on a
// fresh clone there are none yet.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectFolder = fileURLToPath(new URL('../../', import.meta.url))
/** @param {string[]} parts */
export const fromProject = (...parts) => join(projectFolder, ...parts)

/** The Node to run the studio with: the one that came with the packages, else this one. */
export function locateNode() {
  const bundled = fromProject('node_modules', `node-linux-${process.arch}`, 'bin', 'node')
  return process.platform === 'linux' && existsSync(bundled) ? bundled : process.execPath
}

function environment() {
  // node_modules/.bin holds the bundled Node as well: whatever is started finds that one first.
  const path = [fromProject('node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
  return { ...process.env, PATH: path }
}

const isWindows = process.platform === 'win32'

/**
 * Runs a program to its end with its output shown; returns its exit status (1 where it could not be started).
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
export function run(command, args, options = {}) {
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const settings = { cwd: projectFolder, stdio: 'inherit', env: environment(), ...options }
  // npm and friends are .cmd files on Windows, which need a shell; no argument here comes from outside.
  const { status } = spawnSync(command, args, { ...settings, shell: isWindows && !command.includes('\\') })
  return status ?? 1
}

/**
 * Runs a file of an installed package with the studio's Node.
 * @param {string} modulePath
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
export function runModule(modulePath, args, options = {}) {
  return run(locateNode(), [fromProject('node_modules', ...modulePath.split('/')), ...args], options)
}

/**
 * Hands the terminal over to a program: its exit is ours, and what stops us stops it.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function become(command, args, options = {}) {
  const child = spawn(command, args, { cwd: process.cwd(), stdio: 'inherit', env: environment(), ...options })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // The terminal sends SIGINT to the whole group: the child has it already, and forwarding it twice would hide a
    // clean exit. A signal sent to this process alone is passed on.
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal))
  }
  child.on('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

/**
 * Reports why nothing can go on, and ends.
 * @param {string} message
 */
export function giveUp(message) {
  console.error(message)
  process.exit(1)
}
