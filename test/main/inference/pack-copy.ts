/** Copies of the fixture pack that a test may damage. */
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listPackFiles, type PackManifest } from '../../../src/shared/model-pack.ts'
import { fixtureFolder } from '../../model-pack/packs.ts'

export interface PackCopy extends AsyncDisposable {
  readonly folder: string
  /** Rewrites the manifest. */
  edit(change: (manifest: PackManifest) => void): Promise<void>
  /** Replaces a file and makes the manifest agree with it. */
  replace(file: string, data: Uint8Array): Promise<void>
}

export async function copyPack(): Promise<PackCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'hitvideo-pack-'))
  await cp(fixtureFolder, folder, { recursive: true })
  const path = join(folder, 'manifest.json')
  const edit = async (change: (manifest: PackManifest) => void) => {
    const manifest: PackManifest = JSON.parse(await readFile(path, 'utf8'))
    change(manifest)
    await writeFile(path, JSON.stringify(manifest))
  }
  return {
    folder,
    edit,
    replace: async (file, data) => {
      await writeFile(join(folder, file), data)
      await edit((manifest) => {
        const entry = listPackFiles(manifest).find((candidate) => candidate.file === file)
        Object.assign(entry!, { bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') })
      })
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true })
  }
}
