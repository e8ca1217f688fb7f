/** Pictures in the cache folder, named by the hash of what they show; made once, whoever asks for them. */
import { createHash } from 'node:crypto'
import { access, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaLibrary } from '../../media/library.ts'

/** About 500 kB each: the newest ones that fit into half a gigabyte are kept. */
const keptPictures = 1000

export interface PictureCache {
  /** The media id of a picture; `make` is called where it is not there yet and gives the bytes of a PNG. */
  get(key: string, make: (scratchFile: string) => Promise<Uint8Array>): Promise<string>
}

/** Name of a picture: the same things in the same order give the same name. */
export function hashKey(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

export function createPictureCache(folder: string, media: MediaLibrary): PictureCache {
  const ids = new Map<string, Promise<string>>()
  let ready: Promise<void> | null = null
  const prepare = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await removeOld(folder)
  }

  const find = async (key: string, make: (scratchFile: string) => Promise<Uint8Array>): Promise<string> => {
    ready ??= prepare()
    await ready
    const file = join(folder, `${key}.png`)
    const isThere = await access(file).then(() => true, () => false)
    if (!isThere) {
      const scratch = join(folder, `${key}.rgb`)
      const unfinished = join(folder, `${key}.part`)
      try {
        await writeFile(unfinished, await make(scratch), { mode: 0o600 })
        await rename(unfinished, file)
      } finally {
        await Promise.all([scratch, unfinished].map((path) => rm(path, { force: true })))
      }
    }
    return media.add({ file, type: 'image/png' })
  }

  return {
    get: (key, make) => {
      const known = ids.get(key)
      if (known !== undefined) return known
      const id = find(key, make)
      ids.set(key, id)
      // What failed may be asked for again.
      id.catch(() => ids.delete(key))
      return id
    }
  }
}

/** Removes what a crash left behind, and the oldest pictures where there are too many. */
async function removeOld(folder: string): Promise<void> {
  const names = await readdir(folder)
  const files = await Promise.all(
    names.map(async (name) => ({ name, modified: await stat(join(folder, name)).then((found) => found.mtimeMs, () => 0) }))
  )
  const pictures = files.filter(({ name }) => name.endsWith('.png')).toSorted((a, b) => b.modified - a.modified)
  const unneeded = [...files.filter(({ name }) => !name.endsWith('.png')), ...pictures.slice(keptPictures)]
  await Promise.all(unneeded.map(({ name }) => rm(join(folder, name), { force: true, recursive: true })))
}
