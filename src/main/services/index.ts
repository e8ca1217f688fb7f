/** Puts the services together: the same ones for Electron and for the browser. A domain is added here with one line. */
import type { SystemDescription } from '../../shared/contract/system.ts'
import type { Folders } from '../folders.ts'
import type { Log } from '../logging/log.ts'
import { createMediaLibrary } from '../media/library.ts'
import type { MediaLibrary } from '../media/library.ts'
import { createDispatcher } from './dispatcher.ts'
import type { Dispatch } from './dispatcher.ts'
import { createEventHub } from './event-hub.ts'
import type { EventHub } from './event-hub.ts'
import { createSystemService } from './system.ts'

export interface StudioOptions {
  readonly about: Pick<SystemDescription, 'version' | 'host'>
  readonly folders: Folders
  readonly log: Log
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
export function createStudio({ about, log }: StudioOptions): Studio {
  const hub = createEventHub()
  const media = createMediaLibrary()
  const dispatch = createDispatcher(
    {
      ...createSystemService(about)
    },
    { onDefect: (method, error) => log.error({ method, error }, 'a call failed unexpectedly') }
  )
  return {
    dispatch,
    hub,
    media,
    close: async () => {
      hub.emit('system.closing', {})
    }
  }
}
