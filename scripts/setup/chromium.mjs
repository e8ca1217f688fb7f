// Finds a Chromium for the end-to-end tests, or installs Debian's.
import { existsSync } from 'node:fs'
import { locateOnPath, prepareProgram } from './system-programs.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
]

function locateChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  return names.map(locateOnPath).find(Boolean) ?? fixedPlaces.find((file) => existsSync(file))
}

/** @returns {{ path: string } | { reason: string }} */
export function prepareChromium() {
  const prepared = prepareProgram('Chromium', ['chromium', 'fonts-dejavu-core'], locateChromium)
  return 'reason' in prepared ? { reason: `${prepared.reason}; install one or set CHROMIUM_PATH` } : prepared
}
