/** The service of the `ffmpeg` domain. Paths stay here: the page knows programs by ids that are new for every start. */
import { randomBytes } from 'node:crypto'
import { ConflictError, NotFoundError, UnavailableError } from '../../../shared/errors.ts'
import { readSetting, writeSetting } from '../../database/settings.ts'
import { listMissing } from '../../pipeline/5-export/inspect-ffmpeg.ts'
import type { ffmpegMethods, FfmpegStatus } from '../../../shared/contract/ffmpeg.ts'
import type { Handlers } from '../../../shared/rpc/table.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import type { FfmpegFinder } from '../../pipeline/5-export/find-ffmpeg.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** Asks the person for a program; null: they chose none. Electron has a dialog for it, a browser has not. */
export type ChooseProgram = () => Promise<string | null>

export interface FfmpegServiceOptions {
  readonly workspace: Pick<Workspace, 'read' | 'write'>
  readonly finder: FfmpegFinder
  readonly chooseProgram: ChooseProgram | undefined
}

const settingKey = 'settings.ffmpegPath'

/**
 * Programs that a person chose, the most wanted first: when the studio was started, then in the settings.
 * @param named of the variable `HITVIDEO_FFMPEG`
 */
export function readChosenFfmpegs(read: ReadableDatabase, named: string | undefined): string[] {
  const stored = readSetting(read, settingKey)
  return [named, stored].filter((path): path is string => typeof path === 'string' && path !== '')
}

export function createFfmpegService({ workspace, finder, chooseProgram }: FfmpegServiceOptions): Handlers<typeof ffmpegMethods> {
  const ids = new Map<string, string>()
  const idOf = (path: string): string => {
    const id = ids.get(path) ?? randomBytes(12).toString('base64url')
    ids.set(path, id)
    return id
  }
  const keep = (path: string | null): void =>
    workspace.write('choose ffmpeg', (database) => writeSetting(database, settingKey, path))
  const status = async (): Promise<FfmpegStatus> => {
    const candidates = await finder.list()
    const used = candidates.find(({ found }) => typeof found !== 'string')
    const described = candidates.map((candidate) => {
      const { path, source, found } = candidate
      const isFound = typeof found !== 'string'
      return {
        id: idOf(path),
        source,
        version: isFound ? found.version : null,
        problem: isFound ? null : found,
        missing: isFound ? listMissing(found) : [],
        isUsed: candidate === used
      }
    })
    const own = described.find(({ isUsed }) => isUsed)
    return {
      source: own?.source ?? null,
      version: own?.version ?? null,
      missing: own?.missing ?? [],
      candidates: described,
      canBrowse: chooseProgram !== undefined
    }
  }
  return {
    'ffmpeg.status': status,
    'ffmpeg.use': async ({ id }) => {
      const wanted = id === null ? null : (await finder.list()).find(({ path }) => ids.get(path) === id)
      if (wanted === undefined) {
        throw new NotFoundError({
          operation: 'use the ffmpeg', reason: 'it is not there any more', remedy: 'Choose one of the list'
        })
      }
      // The bundled one comes first by itself, wherever the next version of the studio puts it.
      keep(wanted === null || wanted.source === 'bundled' ? null : wanted.path)
      return status()
    },
    'ffmpeg.browse': async () => {
      if (chooseProgram === undefined) {
        throw new UnavailableError({
          operation: 'choose an ffmpeg',
          reason: 'a page in a browser cannot choose programs',
          remedy: 'Start the studio with HITVIDEO_FFMPEG set to its path, or choose one of the list'
        })
      }
      const path = await chooseProgram()
      if (path === null) return status()
      const found = await finder.inspect(path)
      if (typeof found === 'string') {
        throw new ConflictError({ operation: 'use the ffmpeg', reason: found, remedy: 'Choose the program named ffmpeg' })
      }
      keep(path)
      return status()
    }
  }
}
