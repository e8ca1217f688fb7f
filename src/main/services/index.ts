/** Puts the services together: the same ones for Electron and for the browser. A domain is added here with one line. */
import type { SystemDescription } from '../../shared/contract/system.ts'
import type { EngineFork } from '../engine/host.ts'
import { listPackFolders } from '../folders.ts'
import type { Folders } from '../folders.ts'
import type { Log } from '../logging/log.ts'
import { createMediaLibrary } from '../media/library.ts'
import type { MediaLibrary } from '../media/library.ts'
import { createClipsService } from './clips.ts'
import { createDispatcher } from './dispatcher.ts'
import type { Dispatch } from './dispatcher.ts'
import { createEngine } from './engine.ts'
import { createEventHub } from './event-hub.ts'
import type { EventHub } from './event-hub.ts'
import { createSystemService } from './system.ts'

export interface StudioOptions {
  readonly about: Pick<SystemDescription, 'version' | 'host'>
  readonly folders: Folders
  /** Holds `resources/`. */
  readonly applicationFolder: string
  readonly log: Log
  /** Another pack than the embedded one: an id or a folder. */
  readonly wantedPack?: string | undefined
  /** How the host starts the engine's process; Node's fork by default. */
  readonly fork?: EngineFork | undefined
}

/** What a host serves. */
export interface Studio {
  readonly dispatch: Dispatch
  readonly hub: EventHub
  readonly media: MediaLibrary
  /** Ends everything that runs. After it, calls fail. */
  readonly close: () => Promise<void>
}

/** Starts the services. */
export function createStudio({ about, folders, applicationFolder, log, wantedPack, fork }: StudioOptions): Studio {
  const hub = createEventHub()
  const media = createMediaLibrary()
  const packFolders = listPackFolders(applicationFolder, folders)
  const engine = createEngine({ packFolders, wantedPack: wantedPack ?? null, fork, log })
  const clips = createClipsService({ engine, cacheFolder: folders.cache, media, emit: hub.emit, log })
  const dispatch = createDispatcher(
    {
      ...createSystemService(about),
      ...clips.handlers
    },
    { onDefect: (method, error) => log.error({ method, error }, 'a call failed unexpectedly') }
  )
  return {
    dispatch,
    hub,
    media,
    close: async () => {
      hub.emit('system.closing', {})
      await clips.close()
      engine.stop()
    }
  }
}
