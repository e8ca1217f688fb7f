/** Where the command's MP4s go. */
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { FileError } from '../../shared/errors.ts'

/** A file name made of a prompt: "A dog, running!" → "a-dog-running.mp4". */
export function nameAfterPrompt(prompt: string): string {
  const words = prompt.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? []
  return `${words.join('-').slice(0, 60).replace(/-+$/, '') || 'clip'}.mp4`
}

/** One path for each take: "dog.mp4" alone, "dog-1.mp4", "dog-2.mp4", … of several. */
export function numberTargets(out: string, takes: number): string[] {
  const path = extname(out) === '' ? `${out}.mp4` : out
  if (takes === 1) return [path]
  const extension = extname(path)
  const stem = basename(path, extension)
  return Array.from({ length: takes }, (_, i) => join(dirname(path), `${stem}-${i + 1}${extension}`))
}

/**
 * Finds out before the work whether the files can be written after it.
 * @throws FileError
 */
export async function checkTargets(targets: readonly string[]): Promise<void> {
  for (const target of targets) {
    const folder = dirname(resolve(target))
    const refuse = (reason: string, remedy: string, cause?: unknown): never => {
      throw new FileError({ operation: `write ${basename(target)}`, reason, remedy, field: 'out' }, { cause })
    }
    await access(folder, constants.W_OK).catch((error: unknown) =>
      refuse(`its folder ${dirname(target)} is missing or cannot be written`, 'Name another file with --out', error)
    )
    const isFolder = await stat(resolve(target)).then(
      (entry) => entry.isDirectory(),
      () => false
    )
    if (isFolder) refuse('a folder has that name', 'Name a file with --out')
    if (extname(target).toLowerCase() !== '.mp4') refuse('the command writes MP4 only', 'End its name with .mp4')
  }
}
