/** Messages between the client and the engine process. */
import type { EngineEvent, EngineMethod, EngineResults } from '../../shared/contract/engine.ts'
import type { WireError } from '../../shared/errors.ts'

/** What the engine needs to start: the pack's folder, and optional choices of device. */
export interface EngineSetup {
  readonly packFolder: string
  /** Try these execution providers, in this order; undefined: the platform's order. */
  readonly providers?: readonly string[] | undefined
  /** Threads of one operator; undefined: chosen from the number of cores. */
  readonly threads?: number | undefined
}

export type ToEngine =
  | { readonly type: 'setup'; readonly setup: EngineSetup }
  | { readonly type: 'call'; readonly id: number; readonly method: EngineMethod; readonly params: unknown }
  | { readonly type: 'cancel'; readonly id: number }

export type FromEngine =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly error: WireError }
  | { readonly type: 'event'; readonly id: number; readonly event: EngineEvent }
  | { readonly type: 'result'; readonly id: number; readonly result: EngineResults[EngineMethod] }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
