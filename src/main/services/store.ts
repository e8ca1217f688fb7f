/**
 * The store: the open library with the services that work on it, and what it does by itself (daily backups, the bin).
 *
 * Lifecycle: the library is locked from `openStore` on; after `close` has resolved nothing runs and the lock is free.
 */
import { isBackupDue, makeBackup } from '../database/backups.ts'
import { removeUnusedAssets } from '../database/assets.ts'
import { emptyBin } from '../database/bin.ts'
import { openLibrary } from '../database/open-library.ts'
import { removeArriving } from '../database/portable/arriving.ts'
import { createHistoryService } from './history.ts'
import { createProjectFileService } from './project-file.ts'
import { createProjectsService } from './projects.ts'
import { createQueueService } from './queue.ts'
import { Queue } from './queue/queue.ts'
import { createSettingsService, readSettings } from './settings.ts'
import { createShotsService } from './shots.ts'
import { createTakesService } from './takes.ts'
import { Workspace } from './workspace/workspace.ts'
import type { Emit } from '../../shared/contract.ts'
import type { Log } from '../logging/log.ts'
import type { GrantedFiles } from './granted-files.ts'
import type { AnyRunner } from './queue/runner.ts'

export interface StoreOptions {
  /** The library's folder. */
  readonly folder: string
  readonly emit: Emit
  readonly log: Log
  readonly files: Pick<GrantedFiles, 'resolve'>
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

export type Store = Awaited<ReturnType<typeof openStore>>

const hour = 3_600_000

/**
 * Opens the library. The queue stands still until `start`.
 * @throws StorageError where the library cannot be opened
 */
export async function openStore({ folder, emit, log, files, now = Date.now }: StoreOptions) {
  const library = await openLibrary(folder, () => new Date(now()))
  const { connection } = library
  if (library.repair !== null) log.error({ repair: library.repair }, 'the library was damaged and has been repaired')
  const workspace = new Workspace(connection, emit, now)
  const onDefect = (error: unknown): void => log.error({ error }, 'the queue met an unexpected error')
  const queue = new Queue({ connection, workspace, emit, onDefect })

  const tidy = async (): Promise<void> => {
    const { binDays, backupsKept } = readSettings(connection)
    try {
      if (isBackupDue(library.folder.backups, new Date(now()))) {
        await makeBackup(connection, library.folder.backups, { now: new Date(now()), kept: backupsKept, schema: null })
      }
      if (binDays > 0) workspace.write('empty the bin', (database) => emptyBin(database, now() - binDays * 24 * hour))
    } catch (error) {
      // Work goes on without a backup; the next hour tries again.
      log.error({ error }, 'the library could not be backed up')
    }
  }
  connection.transact('remove unfinished imports', removeArriving)
  removeUnusedAssets(connection, library.folder)
  let tidying = tidy()
  const timer = setInterval(() => {
    tidying = tidying.then(tidy)
  }, hour)
  timer.unref()

  return {
    library,
    workspace,
    queue,
    handlers: {
      ...createProjectsService(workspace),
      ...createShotsService(workspace),
      ...createTakesService(workspace),
      ...createHistoryService(workspace),
      ...createQueueService(queue),
      ...createSettingsService(library, workspace, emit),
      ...createProjectFileService(library.folder, workspace, files, emit)
    },
    /** Goes on with the queue where its last process left it. */
    start: (runners: readonly AnyRunner[]): void => queue.start(runners),
    /** Lets the running jobs store what they have, then closes the library. */
    close: async (): Promise<void> => {
      clearInterval(timer)
      await queue.stop()
      await tidying
      library.close()
    }
  }
}
