// Finds a Chromium for the end-to-end tests, or installs Debian's.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './project.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
]

/** @param {string} name */
function locateOnPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
}

function locateChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  return names.map(locateOnPath).find(Boolean) ?? fixedPlaces.find((file) => existsSync(file))
}

function canInstall() {
  return process.getuid?.() === 0 && locateOnPath('apt-get') !== undefined
}

/** @returns {{ path: string } | { reason: string }} */
export function prepareChromium() {
  const present = locateChromium()
  if (present !== undefined) return { path: present }
  if (!canInstall()) return { reason: 'there is no Chromium; install one or set CHROMIUM_PATH' }
  console.error('Installing Chromium …')
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  const packages = ['chromium', 'fonts-dejavu-core']
  run('apt-get', ['update', '-qq'], quiet)
  const status = run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)
  const installed = locateChromium()
  return status === 0 && installed !== undefined
    ? { path: installed }
    : { reason: 'Chromium could not be installed with apt-get' }
}
