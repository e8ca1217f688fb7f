/** Where a library keeps its files. Always in the user's data folder, never where the studio is installed. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toStorageError } from './storage-failures.ts'

export interface LibraryFolder {
  readonly root: string
  readonly database: string
  /** A finished repair that has still to take the database's place. */
  readonly repaired: string
  /** Left behind when a sound library is closed. */
  readonly soundMark: string
  /** Locked by the process that has the library open. */
  readonly lock: string
  readonly backups: string
  /** Imported files, under the hash of their content. */
  readonly assets: string
  /** Libraries that were found damaged: kept for ever. */
  readonly damaged: string
  /** Files being made; emptied at every start. */
  readonly temporary: string
}

/** The layout of a library's folder; makes the folders that are missing. */
export function prepareLibraryFolder(root: string): LibraryFolder {
  const folder: LibraryFolder = {
    root,
    database: join(root, 'library.db'),
    repaired: join(root, 'library.repaired.db'),
    soundMark: join(root, 'library.sound'),
    lock: join(root, 'library.lock'),
    backups: join(root, 'backups'),
    assets: join(root, 'assets'),
    damaged: join(root, 'damaged'),
    temporary: join(root, 'temporary')
  }
  try {
    for (const path of [root, folder.backups, folder.assets, folder.damaged, folder.temporary]) {
      mkdirSync(path, { recursive: true })
    }
  } catch (error) {
    throw toStorageError('open the library', explainMissing(root, error))
  }
  return folder
}

/** Making folders on a disk that may only be read fails with "not found": the nearest folder above tells the real cause. */
function explainMissing(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) return error
  let above = dirname(path)
  while (!existsSync(above) && dirname(above) !== above) above = dirname(above)
  try {
    accessSync(above, constants.W_OK)
    return error
  } catch (cause) {
    return cause
  }
}
