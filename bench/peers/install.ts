/** Installs the peers beside this file, once. Neither the studio nor its tests ever need them. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const limitMilliseconds = 20 * 60 * 1000

/** Returns why the peers cannot be had; null: they are there. */
export function installPeers(): string | null {
  if (isInstalled()) return null
  process.stderr.write('Installing the benchmark’s peers (once, 1.2 GB: node-llama-cpp brings its CUDA and Vulkan builds) …\n')
  // `install` and not `ci`: the lock holds the builds of some platforms only, which `ci` takes for a damaged lock.
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel=error']
  const npm = process.env['npm_execpath']
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm']
  const { status, error } = spawnSync(command!, [...first, ...args], {
    cwd: folder, stdio: ['ignore', 2, 2], timeout: limitMilliseconds, shell: !npm && process.platform === 'win32'
  })
  if (status === 0 && isInstalled()) return null
  const cause = error ? error.message : `npm ended with status ${status}`
  return `the peers could not be installed (${cause}); run \`npm install --ignore-scripts\` in bench/peers to see why`
}

function isInstalled(): boolean {
  const { dependencies } = readJson('package.json') as { dependencies: Record<string, string> }
  return Object.entries(dependencies).every(([name, version]) => {
    const file = `node_modules/${name}/package.json`
    return existsSync(folder + file) && (readJson(file) as { version: string }).version === version
  })
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(folder + file, 'utf8'))
}
