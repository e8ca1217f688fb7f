/** Programs that this process has started and that still run, from Linux's `/proc`; none are seen elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'

export interface ChildProcess {
  readonly id: number
  readonly name: string
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
    const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0)
    return name === undefined ? [] : [{ id: Number(id), name, peakBytes: kilobytes * 1024 }]
  })
}

/** Looks again and again at how much memory the children hold. */
export function watchChildren(everyMilliseconds = 20): { readonly stop: () => number } {
  let peak = 0
  const look = (): void => {
    for (const { peakBytes } of listChildren()) peak = Math.max(peak, peakBytes)
  }
  const timer = setInterval(look, everyMilliseconds)
  return {
    stop: () => {
      clearInterval(timer)
      return peak
    }
  }
}
