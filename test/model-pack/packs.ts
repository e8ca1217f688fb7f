/** The packs that golden tests replay: the test fixture and every embedded pack; HITVIDEO_PACK adds one more folder. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** A pack of a few kB whose graphs are real and untrained. */
export const fixtureFolder = join(import.meta.dirname, 'fixture')

export function listPackFolders(): string[] {
  const embedded = join(root, 'resources', 'model-packs')
  const folders = existsSync(embedded)
    ? readdirSync(embedded, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [join(embedded, entry.name)] : []
      )
    : []
  const more = process.env['HITVIDEO_PACK']
  return [fixtureFolder, ...folders, ...(more ? [more] : [])]
}
