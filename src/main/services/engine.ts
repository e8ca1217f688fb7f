/** The engine of the studio: started at the first call, with the pack that is chosen then. */
import { EngineClient } from '../engine/client.ts'
import type { EngineFork } from '../engine/host.ts'
import type { Log } from '../logging/log.ts'
import { findPack } from '../packs/find-pack.ts'

export interface EngineOptions {
  readonly packFolders: readonly string[]
  /** An id or a folder; undefined: the embedded pack. */
  readonly wantedPack: string | undefined
  /** How the host starts a child process; undefined: as Node does. */
  readonly fork: EngineFork | undefined
  readonly log: Log
}

/** What services use of the engine. */
export type Engine = Pick<EngineClient, 'call' | 'ready' | 'stop'>

/**
 * Makes the engine without starting it, so that a studio without a pack opens and says what it lacks.
 * Its calls reject with UnavailableError where there is no such pack.
 */
export function createEngine({ packFolders, wantedPack, fork, log }: EngineOptions): Engine {
  let client: EngineClient | null = null
  const getClient = () => {
    client ??= new EngineClient({
      setup: { packFolder: findPack(packFolders, wantedPack) },
      ...(fork === undefined ? {} : { fork }),
      onDeath: (error) => log.error({ error }, 'the engine ended unexpectedly')
    })
    return client
  }
  return {
    call: async (method, params, options) => getClient().call(method, params, options),
    ready: async () => getClient().ready(),
    stop: () => client?.stop()
  }
}
