/** The engine of the studio: started at the first call, with the pack that is chosen then. */
import { EngineClient } from '../engine/client.ts'
import type { EngineFork } from '../engine/host.ts'
import { findPack } from '../inference/find-packs.ts'
import type { Log } from '../logging/log.ts'

export interface EngineOptions {
  readonly packFolders: readonly string[]
  /** An id or a folder; null: the first there is. */
  readonly wantedPack: string | null
  /** How the host starts a child process; undefined: as Node does. */
  readonly fork: EngineFork | undefined
  readonly log: Log
  /** What the settings say when the engine is first started; a `wantedPack` beats its pack. */
  readonly readWishes?: () => EngineWishes
  /** Told when the process ended by itself. */
  readonly onLost?: (reason: string) => void
}

export interface EngineWishes {
  /** Null: the first pack there is. */
  readonly packId: string | null
  /** `auto`: the platform's order. */
  readonly provider: string
  /** 0: chosen from the number of cores. */
  readonly threads: number
}

/** What services use of the engine. */
export type Engine = Pick<EngineClient, 'call' | 'ready' | 'stop'>

/**
 * Makes the engine without starting it, so that a studio without a pack opens and says what it lacks.
 * Its calls reject with NotFoundError where there is no such pack.
 */
export function createEngine({ packFolders, wantedPack, fork, log, readWishes, onLost }: EngineOptions): Engine {
  let client: EngineClient | null = null
  let isStopped = false
  const getClient = async () => {
    const wishes = readWishes?.()
    const packFolder = client === null ? await findPack(wantedPack ?? wishes?.packId ?? null, packFolders) : ''
    // Another call may have made it meanwhile; one made after the stop refuses by itself.
    client ??= new EngineClient({
      setup: {
        packFolder,
        providers: wishes === undefined || wishes.provider === 'auto' ? undefined : [wishes.provider],
        threads: wishes?.threads || undefined
      },
      ...(fork === undefined ? {} : { fork }),
      onDeath: (error) => {
        log.error({ error }, 'the engine ended unexpectedly')
        onLost?.(error.reason)
      }
    })
    if (isStopped) client.stop()
    return client
  }
  return {
    call: async (method, params, options) => (await getClient()).call(method, params, options),
    ready: async () => (await getClient()).ready(),
    stop: () => {
      isStopped = true
      client?.stop()
    }
  }
}
