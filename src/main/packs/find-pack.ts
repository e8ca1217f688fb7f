/** Finds model packs: those that came with the studio and those that the user added. */
import { existsSync, readdirSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { UnavailableError } from '../../shared/errors.ts'

/** The pack that comes with the studio. */
export const embeddedPackId = 'animatic'
const idPattern = /^[a-z0-9][a-z0-9-]{0,63}$/

/** Where packs lie, the user's first: a newer version of the embedded pack takes its place. */
export function listPackFolders(applicationFolder: string, userPacks: string): string[] {
  return [userPacks, join(applicationFolder, 'resources', 'model-packs')]
}

/** Ids of the packs that are there; a pack's folder is named by its id. */
export function listPackIds(packFolders: readonly string[]): string[] {
  const names = packFolders.flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : []))
  const isPack = (id: string) => packFolders.some((folder) => existsSync(join(folder, id, 'manifest.json')))
  return [...new Set(names)].filter((name) => idPattern.test(name) && isPack(name)).toSorted()
}

/**
 * The folder of a pack. Whether it can be used is found out when the engine opens it.
 * @param wanted an id, the path of a folder, or undefined for the embedded pack
 * @param workingFolder what a relative path is meant from
 * @throws UnavailableError naming the packs that are there
 */
export function findPack(
  packFolders: readonly string[],
  wanted: string = embeddedPackId,
  workingFolder: string = process.cwd()
): string {
  const isPath = isAbsolute(wanted) || /[/\\]/.test(wanted)
  const candidates = isPath
    ? [resolve(workingFolder, wanted)]
    : idPattern.test(wanted)
      ? packFolders.map((folder) => join(folder, wanted))
      : []
  const found = candidates.find((folder) => existsSync(join(folder, 'manifest.json')))
  if (found !== undefined) return found
  const ids = listPackIds(packFolders)
  throw new UnavailableError({
    operation: 'find the model pack',
    reason: isPath ? 'the folder holds no manifest.json' : `there is no pack named "${wanted.slice(0, 64)}"`,
    remedy:
      ids.length === 0
        ? 'Export one with the training code, or get the studio anew with its embedded pack'
        : `Choose one of: ${ids.join(', ')}`
  })
}
