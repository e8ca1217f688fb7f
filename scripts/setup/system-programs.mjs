// Programs that only tests need: found on the machine, or installed from Debian where that is possible.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './project.mjs'

/** @param {string} name */
export function locateOnPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
}

function canInstall() {
  return process.getuid?.() === 0 && locateOnPath('apt-get') !== undefined
}

/**
 * @param {string} name for messages
 * @param {string[]} packages of Debian
 * @param {() => string | undefined} locate
 * @returns {{ path: string } | { reason: string }}
 */
export function prepareProgram(name, packages, locate) {
  const present = locate()
  if (present !== undefined) return { path: present }
  if (!canInstall()) return { reason: `there is no ${name} on this machine` }
  console.error(`Installing ${name} …`)
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  run('apt-get', ['update', '-qq'], quiet)
  const status = run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)
  const installed = locate()
  return status === 0 && installed !== undefined ? { path: installed } : { reason: `${name} could not be installed with apt-get` }
}

/** The second opinion on exported files; their tests are skipped without it. */
export function prepareFfprobe() {
  return prepareProgram('ffprobe', ['ffmpeg'], () => locateOnPath('ffprobe'))
}
