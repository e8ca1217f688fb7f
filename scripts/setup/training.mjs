// The Python environment of training/, for its tests. The studio itself needs no Python.
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fromProject, run } from './project.mjs'

const environmentFolder = fromProject('training', '.venv')
const stamp = fromProject('training', '.venv', 'installed-from')

function locatePython() {
  return ['python3.13', 'python3.12', 'python3.11', 'python3', 'python'].find((name) => {
    const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
    return spawnSync(name, ['-c', check], { stdio: 'ignore' }).status === 0
  })
}

/** @returns {{ python: string } | { reason: string }} */
export function prepareTraining() {
  const manifest = readFileSync(fromProject('training', 'pyproject.toml'))
  const wanted = createHash('sha256').update(manifest).digest('hex')
  const python = fromProject('training', '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { python }
  const base = locatePython()
  if (base === undefined) return { reason: 'there is no Python 3.11 or newer with venv' }
  console.error('Installing the training code’s Python packages (once, some minutes) …')
  const isMade = run(base, ['-m', 'venv', '--clear', environmentFolder]) === 0
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-e', `${fromProject('training')}[test]`]
  if (!isMade || run(python, install) !== 0) return { reason: 'its Python packages could not be installed' }
  writeFileSync(stamp, wanted)
  return { python }
}
