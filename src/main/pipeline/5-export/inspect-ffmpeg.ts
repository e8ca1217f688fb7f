/** What an ffmpeg is: its version, what it can do, and what the studio would miss in it. */
import { stat } from 'node:fs/promises'
import { runFfmpeg } from './run-ffmpeg.ts'
import type { FfmpegLack } from '../../../shared/contract/ffmpeg.ts'

export interface Ffmpeg {
  readonly path: string
  readonly version: string
  readonly encoders: ReadonlySet<string>
  readonly filters: ReadonlySet<string>
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

/** Names of what an ffmpeg lacks, with the exports that need it. */
export function listMissing(ffmpeg: Pick<Ffmpeg, 'encoders' | 'filters'>): FfmpegLack[] {
  return needs
    .filter(({ name, kind }) => !(kind === 'encoder' ? ffmpeg.encoders : ffmpeg.filters).has(name))
    .map(({ name, for: neededFor }) => ({ name, neededFor: [...neededFor] }))
}

/** The version in `ffmpeg -version`; null: this is no ffmpeg. */
export function parseVersion(text: string): string | null {
  return /^ffmpeg version (\S+)/.exec(text)?.[1] ?? null
}

/** Names in the lists of `-encoders` and `-filters`: a word of flags, then the name. */
export function parseNames(text: string): Set<string> {
  return new Set([...text.matchAll(/^ [A-Z.|]{3,6} +([A-Za-z0-9_-]+) /gm)].map(([, name = '']) => name))
}

async function inspect(path: string): Promise<Ffmpeg | string> {
  const choices = { ffmpegPath: path, timeLimitSeconds: 20, operation: 'look at ffmpeg' }
  const ask = async (word: string): Promise<string> => (await runFfmpeg(['-hide_banner', word], choices)).output
  try {
    const version = parseVersion(await ask('-version'))
    if (version === null) return 'the program is not ffmpeg'
    return { path, version, encoders: parseNames(await ask('-encoders')), filters: parseNames(await ask('-filters')) }
  } catch {
    return 'the program cannot be started'
  }
}

/** Looks at a program, or says why it cannot be used. */
export type InspectFfmpeg = (path: string) => Promise<Ffmpeg | string>

/** Looks at a program once, and again when its file has changed. */
export function createInspector(): InspectFfmpeg {
  const known = new Map<string, { readonly state: string; readonly found: ReturnType<InspectFfmpeg> }>()
  return async (path) => {
    const file = await stat(path).catch(() => null)
    if (file === null) return 'there is none'
    const state = `${file.mtimeMs} ${file.size}`
    const before = known.get(path)
    if (before?.state === state) return before.found
    const found = inspect(path)
    known.set(path, { state, found })
    return found
  }
}
