/** What the worker tells the driver, one JSON record a line; a line that was not finished when it was killed does not count. */
import type { TakeId } from '../../src/shared/storyboard/ids.ts'

export type WorkerMessage =
  /** The library is open. */
  | { readonly type: 'open' }
  /** Something begins that may change these records (keys, or prefixes that end in `/`). */
  | { readonly type: 'begin'; readonly operation: string; readonly touches: readonly string[] }
  /** It has ended: from now on these facts must survive. */
  | { readonly type: 'done'; readonly operation: string; readonly facts: readonly [string, string][] }
  /** A job has this many tokens of a layer on disk. */
  | { readonly type: 'stored'; readonly jobId: string; readonly layer: number; readonly tokens: number }
  /** A job draws its first token of a layer in this process. */
  | { readonly type: 'drawn'; readonly jobId: string; readonly layer: number; readonly position: number }
  /** A project file was written. */
  | { readonly type: 'exported'; readonly file: string }

/** What the generating worker tells. */
export type GenerationMessage =
  /** The engine runs, and the queue starts. */
  | { readonly type: 'engine'; readonly pid: number }
  /** The engine has begun this step of a layer. */
  | { readonly type: 'step'; readonly layer: number; readonly step: number }
  /** The windows were told that a job is done: its takes must survive. */
  | { readonly type: 'made'; readonly takeIds: readonly TakeId[] }

/** The finished lines of a worker's output. */
export function readMessages<Message = WorkerMessage>(output: string): Message[] {
  const finished = output.slice(0, output.lastIndexOf('\n') + 1)
  return finished.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Message)
}
