/** Which ffmpeg is used: the one of the settings, else the bundled one, else the system's; and what each of them lacks. */
import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { UnavailableError } from '../../../shared/errors.ts'
import { findFfmpeg, runFfmpeg } from './run-ffmpeg.ts'
import type { FfmpegStatus } from '../../../shared/contract/export.ts'

export interface Ffmpeg {
  readonly path: string
  readonly source: 'setting' | 'bundled' | 'system'
  readonly version: string
  readonly encoders: ReadonlySet<string>
  readonly filters: ReadonlySet<string>
}

interface Candidate {
  readonly source: Ffmpeg['source']
  readonly path: string | null
}

/** What the studio uses, and for which exports. */
const needs: readonly {
  readonly name: string
  readonly kind: 'encoder' | 'filter'
  readonly for: readonly string[]
}[] = [
  { name: 'libx264', kind: 'encoder', for: ['mp4', 'timeline', 'contact-sheet'] },
  { name: 'libx264rgb', kind: 'encoder', for: ['mp4-lossless'] },
  { name: 'aac', kind: 'encoder', for: ['mp4-audio'] },
  { name: 'libvpx-vp9', kind: 'encoder', for: ['webm'] },
  { name: 'libopus', kind: 'encoder', for: ['webm-audio'] },
  { name: 'gif', kind: 'encoder', for: ['gif'] },
  { name: 'palettegen', kind: 'filter', for: ['gif'] },
  { name: 'paletteuse', kind: 'filter', for: ['gif'] },
  { name: 'png', kind: 'encoder', for: ['png-sequence'] },
  { name: 'minterpolate', kind: 'filter', for: ['motion-interpolation'] },
  { name: 'tpad', kind: 'filter', for: ['motion-interpolation'] },
  { name: 'ass', kind: 'filter', for: ['captions', 'labels'] }
]

/** ffmpeg in the folders of PATH; never the working folder, which Windows would search first. */
async function findOnPath(environment: NodeJS.ProcessEnv): Promise<string | null> {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  for (const folder of (environment['PATH'] ?? '').split(delimiter).filter((entry) => isAbsolute(entry))) {
    const path = join(folder, name)
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false
    )
    if (isThere) return path
  }
  return null
}

/** The version in `ffmpeg -version`; null: this is no ffmpeg. */
export function parseVersion(text: string): string | null {
  return /^ffmpeg version (\S+)/.exec(text)?.[1] ?? null
}

/** Names in the lists of `-encoders` and `-filters`: a word of flags, then the name. */
export function parseNames(text: string): Set<string> {
  return new Set([...text.matchAll(/^ [A-Z.|]{3,6} +([A-Za-z0-9_-]+) /gm)].map(([, name = '']) => name))
}

async function inspect({ source, path }: Candidate): Promise<Ffmpeg | string> {
  if (path === null) return 'there is none'
  const choices = { ffmpegPath: path, timeLimitSeconds: 20, operation: 'look at ffmpeg' }
  const ask = async (word: string): Promise<string> => (await runFfmpeg(['-hide_banner', word], choices)).output
  try {
    const version = parseVersion(await ask('-version'))
    if (version === null) return 'the program is not ffmpeg'
    return { path, source, version, encoders: parseNames(await ask('-encoders')), filters: parseNames(await ask('-filters')) }
  } catch {
    return 'the program cannot be started'
  }
}

export interface FfmpegFinder {
  /** @throws UnavailableError where none works */
  find(): Promise<Ffmpeg>
  status(): Promise<FfmpegStatus>
}

/** Names of what an ffmpeg lacks, with the exports that need it. */
export function listMissing(ffmpeg: Pick<Ffmpeg, 'encoders' | 'filters'>): FfmpegStatus['missing'] {
  return needs
    .filter(({ name, kind }) => !(kind === 'encoder' ? ffmpeg.encoders : ffmpeg.filters).has(name))
    .map(({ name, for: neededFor }) => ({ name, neededFor: [...neededFor] }))
}

/**
 * Looks for ffmpeg when it is first needed, and again when the setting has changed.
 * @param readSetting the person's own ffmpeg; null: none was picked
 */
export function createFfmpegFinder(
  readSetting: () => string | null,
  environment: NodeJS.ProcessEnv = process.env
): FfmpegFinder {
  let known: { readonly setting: string | null; readonly looked: ReturnType<typeof look> } | null = null
  const look = async (setting: string | null) => {
    const tried: FfmpegStatus['tried'] = []
    const candidates: Candidate[] = [
      ...(setting === null ? [] : [{ source: 'setting' as const, path: isAbsolute(setting) ? setting : null }]),
      { source: 'bundled', path: findFfmpeg() },
      { source: 'system', path: await findOnPath(environment) }
    ]
    for (const candidate of candidates) {
      const found = await inspect(candidate)
      tried.push({ source: candidate.source, problem: typeof found === 'string' ? found : null })
      if (typeof found !== 'string') return { found, tried }
    }
    return { found: null, tried }
  }
  const get = () => {
    const setting = readSetting()
    if (known?.setting !== setting) known = { setting, looked: look(setting) }
    return known.looked
  }
  return {
    find: async () => {
      const { found } = await get()
      if (found !== null) return found
      known = null
      throw new UnavailableError({
        operation: 'find ffmpeg',
        reason: 'neither the one of the settings nor the bundled nor one of the system works',
        remedy: 'Install ffmpeg and name it in the settings'
      })
    },
    status: async () => {
      const { found, tried } = await get()
      return {
        source: found?.source ?? null,
        version: found?.version ?? null,
        missing: found === null ? [] : listMissing(found),
        tried
      }
    }
  }
}
