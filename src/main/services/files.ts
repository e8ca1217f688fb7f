/** Where files of the person are written to; see `shared/contract/files.ts`. */
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { filesMethods } from '../../shared/contract/files.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import { makeSafeName } from '../files/safe-name.ts'
import type { MediaLibrary } from '../media/library.ts'
import type { GrantedFiles } from './granted-files.ts'

/** Asks the person where to write; null: they chose nothing. Electron has a dialog for it, a browser has not. */
export type ChooseTarget = (suggestedName: string) => Promise<string | null>

export interface FilesServiceOptions {
  readonly files: GrantedFiles
  readonly media: MediaLibrary
  /** Undefined: files are written here, each in a folder of its own, and downloaded. */
  readonly chooseTarget: ChooseTarget | undefined
  readonly downloadsFolder: string
}

/** The service of the `files` domain. */
export function createFilesService(options: FilesServiceOptions): Handlers<typeof filesMethods> {
  const { files, media, chooseTarget, downloadsFolder } = options
  const placeDownload = async (name: string) => {
    const folder = join(downloadsFolder, randomBytes(12).toString('hex'))
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return join(folder, name)
  }
  return {
    'files.chooseTarget': async ({ suggestedName }) => {
      const name = makeSafeName(suggestedName)
      const path = await (chooseTarget ?? placeDownload)(name)
      return { target: path === null ? null : { handle: files.grant(path, 'write'), name: basename(path) } }
    },
    'files.collect': ({ handle }) => {
      const file = files.resolve(handle, 'write')
      const mediaId = chooseTarget === undefined ? media.add({ file, type: 'application/octet-stream' }) : null
      return { mediaId, name: basename(file) }
    }
  }
}
