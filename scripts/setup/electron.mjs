// Finds out whether the studio can open in Electron on this machine, and why not.
import { existsSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { fromProject, locateNode } from './project.mjs'

const downloadLimitMilliseconds = 10 * 60 * 1000

function locateElectron() {
  const pathFile = fromProject('node_modules', 'electron', 'path.txt')
  if (!existsSync(pathFile)) return null
  const binary = fromProject('node_modules', 'electron', 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : null
}

/** Where a window cannot be opened anyway, nothing is downloaded. */
function findObstacle() {
  if (process.platform !== 'linux') return null
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'this session has no display'
  if (process.getuid?.() === 0) return 'Electron’s sandbox does not work for the root user'
  return null
}

/** @returns {{ binary: string } | { reason: string }} */
export function prepareElectron() {
  const obstacle = findObstacle()
  if (obstacle !== null) return { reason: obstacle }
  const present = locateElectron()
  if (present !== null) return { binary: present }
  console.error('Downloading Electron (once, about 120 MB) …')
  const { status } = spawnSync(locateNode(), [fromProject('node_modules', 'electron', 'install.js')], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: downloadLimitMilliseconds
  })
  const binary = status === 0 ? locateElectron() : null
  return binary === null ? { reason: 'its program could not be downloaded' } : { binary }
}
