/** Runs the store's own benchmark in a process of its own. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Row } from './measure.ts'

export interface StoreMeasurement {
  readonly shots: number
  readonly rows: readonly Row[]
}

export async function measureStore(shots: number): Promise<StoreMeasurement> {
  const program = fileURLToPath(new URL('./run.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(shots)], { maxBuffer: 2 ** 24 })
  return JSON.parse(stdout) as StoreMeasurement
}
