/** Puts the services together: the same ones for Electron and for the browser. A domain is added here with one line. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SystemDescription } from '../../shared/contract/system.ts'
import type { EngineFork } from '../engine/host.ts'
import type { ReceiveOptions } from '../files/receive-file.ts'
import { listPackFolders } from '../folders.ts'
import type { Folders } from '../folders.ts'
import type { Log } from '../logging/log.ts'
import { createMediaLibrary } from '../media/library.ts'
import type { MediaLibrary } from '../media/library.ts'
import { createFfmpegFinder } from '../pipeline/5-export/find-ffmpeg.ts'
import { createClipsService } from './clips.ts'
import { createDiagnosticsService } from './diagnostics.ts'
import { createDispatcher } from './dispatcher.ts'
import type { Dispatch } from './dispatcher.ts'
import { createEngine } from './engine.ts'
import { createEventHub } from './event-hub.ts'
import type { EventHub } from './event-hub.ts'
import { createExportRunner } from './export/export-runner.ts'
import { createExportService } from './export/export-service.ts'
import { createFilesService } from './files.ts'
import type { ChooseTarget } from './files.ts'
import { createGrantedFiles } from './granted-files.ts'
import { createImportRunner } from './import/import-runner.ts'
import { createImportService } from './import/import-service.ts'
import { createPacksService } from './packs.ts'
import { createPreviewsService } from './previews/previews.ts'
import { hideTypes } from './queue/runner.ts'
import { createBoardRunner } from './queue/runners/board.ts'
import { createDecodeRunner } from './queue/runners/decode.ts'
import { createDensifyRunner } from './queue/runners/densify.ts'
import { createEngines } from './queue/runners/engines.ts'
import { createRerollRunner } from './queue/runners/reroll.ts'
import { readSettings } from './settings.ts'
import { openStore } from './store.ts'
import { createSystemService } from './system.ts'
import type { Notify, ShowMenu } from './system.ts'

export interface StudioOptions {
  readonly about: Pick<SystemDescription, 'version' | 'host'>
  readonly folders: Folders
  /** Holds `resources/`. */
  readonly applicationFolder: string
  readonly log: Log
  /** Another pack than the embedded one: an id or a folder. */
  readonly wantedPack?: string | undefined
  /** Asks the person where to write; undefined: files are downloaded. */
  readonly chooseTarget?: ChooseTarget | undefined
  /** How the host shows the page's menus; none by default. */
  readonly showMenu?: ShowMenu | undefined
  /** How the host tells a person who is looking elsewhere; not at all by default. */
  readonly notify?: Notify | undefined
  /** How the host starts the engine's process; Node's fork by default. */
  readonly fork?: EngineFork | undefined
}

/** What a host serves. */
export interface Studio {
  readonly dispatch: Dispatch
  readonly hub: EventHub
  readonly media: MediaLibrary
  /** Takes in files that the page sends. */
  readonly received: ReceiveOptions
  /** Ends everything that runs. After it, calls fail. */
  readonly close: () => Promise<void>
}

/** Starts the services. Rejects with a StorageError where the library cannot be opened. */
export async function createStudio(options: StudioOptions): Promise<Studio> {
  const { about, folders, applicationFolder, log, wantedPack, fork, chooseTarget } = options
  const hub = createEventHub()
  const media = createMediaLibrary()
  const packFolders = listPackFolders(applicationFolder, folders)
  const engine = createEngine({
    packFolders,
    wantedPack: wantedPack ?? null,
    fork,
    log,
    readWishes: () => {
      const { defaultPackId, executionProvider, engineThreads } = readSettings(store.workspace.read)
      return { packId: defaultPackId, provider: executionProvider, threads: engineThreads }
    },
    onLost: (reason) => hub.emit('packs.engineLost', { reason })
  })
  const clips = createClipsService({ engine, cacheFolder: folders.cache, media, emit: hub.emit, log })
  const files = createGrantedFiles()
  const receivedFolder = join(folders.cache, 'received')
  const downloadsFolder = join(folders.cache, 'downloads')
  const clearTransfers = async () => {
    for (const folder of [receivedFolder, downloadsFolder]) await rm(folder, { recursive: true, force: true })
  }
  const store = await openStore({ folder: folders.data, emit: hub.emit, log, files })
  // What a crash left: the library is locked by now, so no other studio is using them.
  await clearTransfers()
  const { read } = store.workspace
  const previews = createPreviewsService({ read, engine, media, cacheFolder: join(folders.cache, 'pictures') })
  const engines = createEngines(engine)
  const ffmpeg = createFfmpegFinder(() => readSettings(read).ffmpegPath)
  const library = store.library.folder
  const dispatch = createDispatcher(
    {
      ...createSystemService(about, hub.emit, options),
      ...clips.handlers,
      ...createFilesService({ files, media, chooseTarget, downloadsFolder }),
      ...store.handlers,
      ...createPacksService({ engine, folders: packFolders }),
      ...previews,
      ...createExportService({ read, engines, ffmpeg }),
      ...createImportService({ workspace: store.workspace, library, files }),
      ...createDiagnosticsService(folders)
    },
    { onDefect: (method, error) => log.error({ method, error }, 'a call failed unexpectedly') }
  )
  store.start([
    hideTypes(createBoardRunner(engines)),
    hideTypes(createRerollRunner(engines)),
    hideTypes(createDensifyRunner(engines)),
    hideTypes(createDecodeRunner(async (takeId, layers) => await previews['previews.get']({ takeId, layers }))),
    hideTypes(
      createExportRunner({
        engines,
        files,
        ffmpeg,
        library,
        workFolder: join(folders.cache, 'export'),
        fontFile: join(applicationFolder, 'resources', 'fonts', 'NotoSans-Regular.ttf'),
        tool: `HiTVideo Studio ${about.version}`
      })
    ),
    hideTypes(createImportRunner({ engines, ffmpeg, library, workFolder: join(folders.cache, 'import') }))
  ])
  return {
    dispatch,
    hub,
    media,
    received: { files, folder: receivedFolder },
    close: async () => {
      hub.emit('system.closing', {})
      await clips.close()
      await store.close()
      engine.stop()
      await clearTransfers()
    }
  }
}
