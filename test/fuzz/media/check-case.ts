/** One damaged file through the whole import up to its frames, and everything that must hold afterwards. */
import { readdir, stat, writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readExcerpt } from '../../../src/main/pipeline/0-import/read-excerpt.ts'
import { findFfmpeg } from '../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import { examinePaths, readStoryboard } from '../../../src/main/services/import/examine-files.ts'
import { StudioError } from '../../../src/shared/errors.ts'
import { listChildren } from '../../child-processes.ts'
import type { DamagedFile } from './draw-case.ts'

export interface CheckedCase {
  readonly outcome: 'read' | 'refused'
  readonly seconds: number
  /** Of ffmpeg. */
  readonly peakBytes: number
  /** What must not have happened. */
  readonly faults: readonly string[]
}

export const limits = { seconds: 45, ffmpegSeconds: 20, ffmpegBytes: 1.5 * 2 ** 30 }

const clip = { frames: 16, framesPerSecond: 8, height: 40, width: 48 }
const clipBytes = clip.frames * clip.height * clip.width * 3

/** A message that a person can use: what, why and what to do, without paths, stacks and stray values. */
export function findFlaw(error: unknown, folder: string): string | null {
  if (!(error instanceof StudioError)) return `no expected failure: ${String(error)}`
  const { operation, reason, remedy, message } = error
  if ([operation, reason, remedy].some((part) => part.trim() === '')) return `a part is missing: ${message}`
  if (message.includes(folder) || /undefined|NaN|\[object|\n {4}at /.test(message)) return `not for people: ${message}`
  return null
}

/** Looks again and again at how much memory the children hold. @returns what ends it, and gives the most */
function watchChildren(): () => number {
  let peak = 0
  const timer = setInterval(() => {
    for (const { peakBytes } of listChildren()) peak = Math.max(peak, peakBytes)
  }, 20)
  return () => {
    clearInterval(timer)
    return peak
  }
}

/** @param folder empty, and empty again afterwards */
export async function checkCase({ name, bytes, options }: DamagedFile, folder: string): Promise<CheckedCase> {
  const path = join(folder, name)
  const target = join(folder, 'frames.rgb')
  const faults: string[] = []
  const note = (error: unknown): void => {
    const flaw = findFlaw(error, folder)
    if (flaw !== null) faults.push(flaw)
  }
  await writeFile(path, bytes)
  const stopWatching = watchChildren()
  const began = performance.now()
  let outcome: CheckedCase['outcome'] = 'read'
  try {
    await readStoryboard(path).catch(note)
    const video = await examinePaths([path])
    await readExcerpt(video, path, options, clip, target, {
      ffmpegPath: findFfmpeg(), signal: new AbortController().signal, timeLimitSeconds: limits.ffmpegSeconds
    })
    const { size } = await stat(target)
    if (size !== clipBytes) faults.push(`${size} bytes of frames, not ${clipBytes}`)
    await rm(target)
  } catch (error) {
    outcome = 'refused'
    note(error)
  }
  const seconds = (performance.now() - began) / 1000
  const peakBytes = stopWatching()
  const left = (await readdir(folder)).filter((file) => file !== name)
  if (left.length > 0) faults.push(`left behind: ${left.join(', ')}`)
  for (const child of listChildren()) faults.push(`still running: ${child.name}`)
  if (seconds > limits.seconds) faults.push(`took ${seconds.toFixed(1)} s`)
  if (peakBytes > limits.ffmpegBytes) faults.push(`ffmpeg held ${Math.round(peakBytes / 2 ** 20)} MB`)
  await rm(path)
  return { outcome, seconds, peakBytes, faults }
}
