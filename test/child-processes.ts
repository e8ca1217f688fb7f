/** Programs that this process has started and that still run, from Linux's `/proc`; none are seen elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'

export interface ChildProcess {
  readonly id: number
  readonly name: string
  readonly residentBytes: number
  /** The most memory that it has held at once. */
  readonly peakBytes: number
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

export function listChildren(): ChildProcess[] {
  if (process.platform !== 'linux') return []
  const ids = readdirSync('/proc/self/task').flatMap((task) => readOr(`/proc/self/task/${task}/children`).trim().split(' '))
  return ids.filter((id) => id !== '').flatMap((id) => {
    const status = readOr(`/proc/${id}/status`)
    const name = /^Name:\s+(.*)$/m.exec(status)?.[1]
    const bytesOf = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * 1024
    return name === undefined ? [] : [{ id: Number(id), name, residentBytes: bytesOf('VmRSS'), peakBytes: bytesOf('VmHWM') }]
  })
}
