/** Which packs there are, and where. */
import { readdir, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { NotFoundError, PackError } from '../../shared/errors.ts'
import { readManifest, type PackOnDisk } from './pack-files.ts'

export interface PackListing {
  /** Packs with a manifest that parses, in the order of the folders, then by id. */
  readonly packs: PackOnDisk[]
  /** Folders whose manifest does not parse, and why. */
  readonly broken: { readonly folder: string; readonly reason: string }[]
}

/**
 * Lists the packs in folders of packs. Reads manifests only; files are verified when a pack is opened.
 * @param folders each holds packs as its sub-folders; one that does not exist holds none
 */
export async function listPacks(folders: readonly string[]): Promise<PackListing> {
  const listing: PackListing = { packs: [], broken: [] }
  for (const folder of folders) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    const names = entries.filter((entry) => !entry.isFile()).map(({ name }) => name)
    for (const name of names.toSorted()) {
      try {
        listing.packs.push(await readManifest(join(folder, name)))
      } catch (error) {
        // A folder without a manifest is no pack, which is no fault.
        if (error instanceof PackError) listing.broken.push({ folder: join(folder, name), reason: error.reason })
        else if (!(error instanceof NotFoundError)) throw error
      }
    }
  }
  return listing
}

/**
 * The folder of a pack.
 * @param wanted an id, or a path to a pack's folder; null: the first pack there is
 * @param folders as for `listPacks`, embedded packs first
 * @throws NotFoundError naming the packs there are
 */
export async function findPack(
  wanted: string | null,
  folders: readonly string[],
  from = process.cwd()
): Promise<string> {
  if (wanted !== null && (isAbsolute(wanted) || /[/\\]/.test(wanted) || wanted.startsWith('.'))) {
    const folder = resolve(from, wanted)
    if (await isFolder(folder)) return folder
  }
  const { packs, broken } = await listPacks(folders)
  const found = wanted === null ? packs[0] : packs.find(({ manifest }) => manifest.id === wanted)
  if (found) return found.folder
  const known = packs.map(({ manifest }) => manifest.id).join(', ')
  const faults = broken.map(({ reason }) => reason).join('; ')
  throw new NotFoundError({
    operation: 'find the pack',
    reason:
      (wanted === null ? 'no model pack is installed' : `there is no pack "${wanted}"`) + (faults && ` (${faults})`),
    remedy: known === '' ? 'Name the folder of a pack' : `Name a pack's folder, or one of ${known}`,
    field: 'pack'
  })
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false
  )
}
