/** Files and folders that appear whole or not at all: a temporary name beside the target, then a rename. */
import { createHash } from 'node:crypto'
import { existsSync, statfsSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ConflictError, FileError } from '../../../shared/errors.ts'

/** Left free on the disk whatever is written. */
const reserveBytes = 64 * 2 ** 20

/**
 * A name of our own in the target's folder: short, so that a long name of the target is still possible, and the same for
 * the same target, so that what a crash has left is found and replaced.
 */
function temporaryFor(target: string, role: string): string {
  const hash = createHash('sha256').update(target).digest('hex').slice(0, 20)
  return join(dirname(target), `.hitvideo-${hash}.${role}`)
}

/**
 * Refuses to write over something unless that was agreed to.
 * @throws ConflictError with the field that agrees
 */
export function checkTarget(target: string, overwrite: boolean, field = 'options.target.overwrite'): void {
  if (overwrite || !existsSync(target)) return
  throw new ConflictError({
    operation: 'write the export',
    reason: `${basename(target)} is there already`,
    remedy: 'Choose another name, or agree to replace it',
    field
  })
}

/**
 * Refuses where the disk has too little space.
 * @param bytes expected size of the result, temporary files included
 * @throws FileError
 */
export function checkSpace(folder: string, bytes: number): void {
  let free: number
  try {
    const { bavail, bsize } = statfsSync(folder)
    free = bavail * bsize
  } catch (cause) {
    throw new FileError(
      { operation: 'write the export', reason: 'its folder cannot be reached', remedy: 'Choose another folder' },
      { cause }
    )
  }
  if (free >= bytes + reserveBytes) return
  const inMegabytes = (count: number): number => Math.ceil(count / 2 ** 20)
  throw new FileError({
    operation: 'write the export',
    reason: `it needs about ${inMegabytes(bytes + reserveBytes)} MB and the disk has ${inMegabytes(free)} MB left`,
    remedy: 'Free some space, or choose another disk or a smaller scale'
  })
}

/**
 * Lets `write` make a file or folder under a temporary name, then puts it in its place. After a failure or an abort nothing
 * is left of it, and what stood there before is untouched.
 */
export async function writeWhole(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = temporaryFor(target, 'part')
  await rm(temporary, { recursive: true, force: true })
  try {
    await write(temporary)
    await flush(temporary)
    await replace(temporary, target)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function flush(path: string): Promise<void> {
  const isFolder = (await stat(path)).isDirectory()
  // Windows can neither open a folder nor needs to.
  if (isFolder && process.platform === 'win32') return
  const file = await open(path, isFolder ? 'r' : 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function replace(temporary: string, target: string): Promise<void> {
  const isOldFolder = await stat(target).then((old) => old.isDirectory(), () => false)
  // A folder cannot be renamed onto another: the old one steps aside first, and comes back if that fails.
  const aside = temporaryFor(target, 'old')
  try {
    if (isOldFolder) await rename(target, aside)
    try {
      await rename(temporary, target)
    } catch (error) {
      if (isOldFolder) await rename(aside, target)
      throw error
    }
  } catch (cause) {
    throw new FileError(
      {
        operation: 'write the export',
        reason: `${basename(target)} cannot be replaced`,
        remedy: 'Close the program that has it open, or choose another name'
      },
      { cause }
    )
  }
  if (isOldFolder) await rm(aside, { recursive: true, force: true })
}
