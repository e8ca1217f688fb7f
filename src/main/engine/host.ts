/** One shape for the two kinds of child process that can hold the engine: Node's fork and Electron's utility process. */
import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FromEngine, ToEngine } from './protocol.ts'

/** A running engine process. After `onExit` was called nothing else is. */
export interface EngineHost {
  readonly pid: number | undefined
  send(message: ToEngine): void
  kill(): void
}

export interface EngineHostListeners {
  onMessage(message: FromEngine): void
  /** `reason`: "exit code 1", "signal SIGKILL". */
  onExit(reason: string): void
}

/** Starts the engine's module in a process of its own. */
export type EngineFork = (modulePath: string, listeners: EngineHostListeners) => EngineHost

/** `child_process.fork`, for the server, the command line and tests. */
export const forkWithNode: EngineFork = (modulePath, listeners) => {
  const child = fork(modulePath, [], { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] })
  let hasExited = false
  const exit = (reason: string) => {
    if (hasExited) return
    hasExited = true
    listeners.onExit(reason)
  }
  child.on('message', (message) => listeners.onMessage(message as FromEngine))
  child.on('exit', (code, signal) => exit(signal ? `signal ${signal}` : `exit code ${code}`))
  child.on('error', (error) => exit(error.message))
  return {
    pid: child.pid,
    // A message to a process that is just ending is lost either way; the exit is what gets reported.
    send: (message) => void (child.connected && child.send(message, () => undefined)),
    kill: () => void child.kill('SIGKILL')
  }
}

/** The part of Electron's UtilityProcess that the engine needs; the Electron host passes the real one. */
export interface UtilityProcessLike {
  readonly pid: number | undefined
  postMessage(message: unknown): void
  kill(): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
}

/** Electron's `utilityProcess.fork` as an EngineFork, without importing electron here. */
export function forkWithUtilityProcess(forkUtility: (modulePath: string) => UtilityProcessLike): EngineFork {
  return (modulePath, listeners) => {
    const child = forkUtility(modulePath)
    child.on('message', (message) => listeners.onMessage(message as FromEngine))
    child.on('exit', (code) => listeners.onExit(`exit code ${code}`))
    return {
      get pid() {
        return child.pid
      },
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
      send: (message) => child.postMessage(message),
      kill: () => void child.kill()
    }
  }
}

/** The engine's module: the source under Node's type stripping, `engine-process.js` in a built studio. */
export function findEngineModule(from = import.meta.url): string {
  const folder = dirname(fileURLToPath(from))
  const candidates = from.endsWith('.ts')
    ? [join(folder, 'process.ts')]
    : [join(folder, 'engine-process.js'), join(folder, '..', 'engine-process.js')]
  const found = candidates.find((path) => existsSync(path))
  if (!found) throw new Error(`The engine's module is not beside ${folder}`)
  return found
}
