/** Which ffmpeg is used: the one that a person chose, else the bundled one, else the system's. */
import { access, constants, realpath } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { UnavailableError } from '../../../shared/errors.ts'
import { createInspector } from './inspect-ffmpeg.ts'
import { findFfmpeg } from './run-ffmpeg.ts'
import type { FfmpegSource } from '../../../shared/contract/ffmpeg.ts'
import type { Ffmpeg, InspectFfmpeg } from './inspect-ffmpeg.ts'

/** An ffmpeg where one may be, and what came out when it was looked at. */
export interface FfmpegCandidate {
  readonly path: string
  readonly source: FfmpegSource
  /** Text: why it cannot be used. */
  readonly found: Ffmpeg | string
}

export interface FfmpegFinder {
  /** The first that works. @throws UnavailableError where none does */
  find(): Promise<Ffmpeg>
  /** All, in the order in which they are preferred. */
  list(): Promise<FfmpegCandidate[]>
  readonly inspect: InspectFfmpeg
}

type Place = Pick<FfmpegCandidate, 'path' | 'source'>

const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
/** Where package managers put it; a desktop program does not always have these in its PATH. */
const commonFolders = process.platform === 'win32' ? [] : ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/snap/bin']

/** Every ffmpeg of the system; never the working folder's, where Windows would look first. */
async function listSystem(environment: NodeJS.ProcessEnv): Promise<Place[]> {
  const named = (environment['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  const places: Place[] = []
  for (const folder of [...named, ...commonFolders]) {
    const path = join(folder, name)
    const isThere = await access(path, constants.X_OK).then(() => true, () => false)
    if (isThere) places.push({ path, source: 'system' })
  }
  return places
}

/** Each program once, under the first of its names. */
async function withoutRepeats(places: readonly Place[]): Promise<Place[]> {
  const files = await Promise.all(places.map(({ path }) => realpath(path).catch(() => path)))
  return places.filter((_, index) => files.indexOf(files[index] ?? '') === index)
}

/**
 * Looks when it is asked: what was installed or chosen meanwhile is found.
 * @param readChosen programs that a person chose, the most wanted first; they are not taken from the page
 */
export function createFfmpegFinder(
  readChosen: () => readonly string[],
  environment: NodeJS.ProcessEnv = process.env
): FfmpegFinder {
  const inspect = createInspector()
  const look = async (place: Place): Promise<FfmpegCandidate> => ({ ...place, found: await inspect(place.path) })
  const listPlaces = async (): Promise<Place[]> =>
    withoutRepeats([
      ...readChosen().filter((path) => isAbsolute(path)).map((path): Place => ({ path, source: 'setting' })),
      { path: findFfmpeg(), source: 'bundled' },
      ...(await listSystem(environment))
    ])
  return {
    inspect,
    find: async () => {
      for (const place of await listPlaces()) {
        const { found } = await look(place)
        if (typeof found !== 'string') return found
      }
      throw new UnavailableError({
        operation: 'find ffmpeg',
        reason: 'neither a chosen one nor the bundled one nor one of the system works',
        remedy: 'Install ffmpeg, or choose one in the settings'
      })
    },
    list: async () => Promise.all((await listPlaces()).map(look))
  }
}
