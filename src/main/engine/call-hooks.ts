/** What a running call of the engine is given: how it is cancelled, and where its events go. */
import type { EngineEvent } from '../../shared/contract/engine.ts'

export interface CallHooks {
  readonly signal: AbortSignal
  emit(event: EngineEvent): void
}
