/** Where the studio keeps what is the user's: never in its own folder, which an update or a clean clone replaces. */
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface Folders {
  /** Database, backups, imported assets. */
  readonly data: string
  readonly logs: string
  /** Packs that the user added. */
  readonly packs: string
  /** Decoded clips and previews: may be deleted at any time while the studio is closed. */
  readonly cache: string
}

type Environment = Readonly<Record<string, string | undefined>>

function baseFolder(platform: NodeJS.Platform, environment: Environment, home: string): string {
  if (environment['HITVIDEO_HOME']) return environment['HITVIDEO_HOME']
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'HiTVideo Studio')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'HiTVideo Studio')
  return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'hitvideo-studio')
}

/** The folders of a user; `HITVIDEO_HOME` puts all of them elsewhere (tests, portable installations). */
export function locateFolders(
  platform: NodeJS.Platform = process.platform,
  environment: Environment = process.env,
  home: string = homedir()
): Folders {
  const base = baseFolder(platform, environment, home)
  return {
    data: join(base, 'data'),
    logs: join(base, 'logs'),
    packs: join(base, 'packs'),
    cache: join(base, 'cache')
  }
}

/** Makes the folders that are missing, readable by the user alone. */
export function createFolders(folders: Folders): void {
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 })
}

/** The folders whose sub-folders are packs: what came with the studio, then what the user added. */
export function listPackFolders(applicationFolder: string, folders: Folders): string[] {
  return [join(applicationFolder, 'resources', 'model-packs'), folders.packs]
}
