/** What dropped or chosen files are: exports of this studio, videos, sounds, or the pictures of a sequence. */
import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { examineVideo } from '../../pipeline/0-import/examine-video.ts'
import { refuseFile } from '../../pipeline/0-import/refuse-file.ts'
import { readAt } from '../../pipeline/5-export/containers/file-bytes.ts'
import { readCarriedFrom } from '../../pipeline/5-export/containers/xmp-in-file.ts'
import { FileError } from '../../../shared/errors.ts'
import type { CarriedSummary, ExaminedFile } from '../../../shared/contract/import.ts'
import type { CarriedStoryboard } from '../../../shared/carried/carried-storyboard.ts'
import type { ReadableVideo } from '../../pipeline/0-import/examine-video.ts'

/** What a storyboard is, in a few lines. */
export function summarize(storyboard: CarriedStoryboard): CarriedSummary {
  const takes = storyboard.shots.flatMap((shot) => shot.takes)
  const packs = new Map(takes.map(({ pack: { id, version, hash } }) => [hash, { id, version, hash }]))
  return {
    shots: storyboard.shots.length,
    takes: takes.length,
    packs: [...packs.values()],
    prompt: storyboard.shots[0]?.prompt ?? '',
    seed: takes[0]?.seed ?? null
  }
}

/** Pictures in the order of their names, in which `2` comes before `10`. */
export function sortPictures(paths: readonly string[]): string[] {
  const order = new Intl.Collator('en', { numeric: true })
  return paths.toSorted((a, b) => order.compare(basename(a), basename(b)))
}

/** One file, or the pictures of a sequence. @throws FileError where they cannot be read as one video */
export async function examinePaths(paths: readonly string[]): Promise<ReadableVideo> {
  const [first, ...others] = sortPictures(paths)
  if (first === undefined) throw refuseFile('there is no file', 'Choose one')
  const video = await examineVideo(first)
  for (const path of others) {
    const other = await examineVideo(path)
    if (video.container === 'images' && other.decoder === video.decoder) continue
    throw refuseFile('the files are not pictures of one kind', 'Choose one video, or pictures that are all PNG or all JPEG')
  }
  return video.container === 'images' ? { ...video, images: paths.length } : video
}

/** What the files are. @throws FileError where they are nothing that can be used */
export async function examineFiles(paths: readonly string[]): Promise<ExaminedFile> {
  const [first = ''] = sortPictures(paths)
  const name = basename(first)
  const storyboard = paths.length === 1 ? await readStoryboard(first) : null
  const carried = storyboard === null || storyboard.shots.every(({ takes }) => takes.length === 0) ? null : summarize(storyboard)
  try {
    const { container, durationSeconds, width, height, framesPerSecond, codec, images } = await examinePaths(paths)
    return { name, carried, video: { container, durationSeconds, width, height, framesPerSecond, codec, images } }
  } catch (error) {
    if (carried === null || !(error instanceof FileError)) throw error
    return { name, carried, video: null }
  }
}

/** What a file carries; null: nothing. */
export async function readStoryboard(path: string): Promise<CarriedStoryboard | null> {
  try {
    return await readCarriedFrom(path)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    throw refuseFile('it cannot be opened', 'Check that it is there and that it may be read', error)
  }
}

/** Pieces of a sequence: its pictures one after the other. */
export function* concatenateFiles(paths: readonly string[]): Generator<Uint8Array> {
  for (const path of sortPictures(paths)) yield readFileSync(path)
}

/** The media type of a sound file by its first bytes; null: it is none that is known. */
export async function examineSound(path: string): Promise<string | null> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return null
  try {
    const head = await readAt(file, 0, 16)
    const text = head.toString('latin1')
    if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'audio/wav'
    if (text.startsWith('fLaC')) return 'audio/flac'
    if (text.startsWith('OggS')) return 'audio/ogg'
    if (text.startsWith('ID3')) return 'audio/mpeg'
    if (text.slice(4, 8) === 'ftyp') return 'audio/mp4'
    const [a = 0, b = 0] = head
    // Layer 0 in the frame header is AAC in ADTS, the others are MPEG audio.
    if (a === 0xff && (b & 0xe0) === 0xe0) return (b & 0x06) === 0 ? 'audio/aac' : 'audio/mpeg'
    return null
  } finally {
    await file.close()
  }
}
