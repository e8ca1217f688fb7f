/** What SQLite says when something is wrong with the disk, in words that help. */
import { SqliteError } from 'better-sqlite3'
import { StorageError, StudioError } from '../../shared/errors.ts'

/** The file is not a sound database: it can be repaired, or another one taken. */
export class DamagedDatabaseError extends StorageError {}

/** The file was written by a newer version of the studio: nothing was touched. */
export class FutureDatabaseError extends StorageError {}

const explanations: [RegExp, string, string][] = [
  [/^SQLITE_FULL/, 'the disk is full', 'Free some space and try again; nothing that was saved before is lost'],
  [
    /^SQLITE_(READONLY|PERM|AUTH)/,
    'the folder or the file may only be read',
    'Allow writing to the data folder, or choose another one'
  ],
  [/^SQLITE_(BUSY|LOCKED)/, 'another program is using the file', 'Close the other program and try again'],
  [
    /^SQLITE_CANTOPEN/,
    'the file cannot be opened',
    'Check that the data folder exists, may be written to, and that its path is not too long'
  ],
  [/^SQLITE_(IOERR|NOLFS)/, 'the disk reported an error', 'Check the disk and its free space, then try again'],
  [/^SQLITE_TOOBIG/, 'a value is too large', 'Split it up and try again']
]

/**
 * The expected failure behind an error of SQLite or of the file system; other errors come back as they are.
 * @param operation what was being done: "save the change"
 */
export function toStorageError(operation: string, error: unknown): unknown {
  if (error instanceof StudioError) return error
  if (error instanceof SqliteError) {
    if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(error.code)) {
      return new DamagedDatabaseError(
        { operation, reason: 'the file is damaged', remedy: 'Start the studio again: it repairs what it can and keeps the damaged file' },
        { cause: error }
      )
    }
    const found = explanations.find(([pattern]) => pattern.test(error.code))
    if (found === undefined) return error
    const [, reason, remedy] = found
    return new StorageError({ operation, reason, remedy }, { cause: error })
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const file: Record<string, [string, string]> = {
    ENOSPC: ['the disk is full', 'Free some space and try again; nothing that was saved before is lost'],
    EDQUOT: ['the disk quota is used up', 'Free some space and try again'],
    EFBIG: ['the file would be too large for this disk', 'Choose another disk'],
    EROFS: ['the disk may only be read', 'Choose another folder'],
    EACCES: ['access to the folder or the file is not allowed', 'Allow it, or choose another folder'],
    EPERM: ['access to the folder or the file is not allowed', 'Allow it, or choose another folder'],
    ENAMETOOLONG: ['the path is too long', 'Choose a folder with a shorter path'],
    ENOENT: ['the file or its folder is not there', 'Check the path'],
    ENOTDIR: ['a part of the path is a file, not a folder', 'Check the path'],
    EISDIR: ['this is a folder, not a file', 'Choose a file'],
    EMFILE: ['too many files are open', 'Close other programs and try again'],
    EIO: ['the disk reported an error', 'Check the disk, then try again']
  }
  const known = file[code]
  return known === undefined ? error : new StorageError({ operation, reason: known[0], remedy: known[1] }, { cause: error })
}

/** Whether SQLite itself refused: a broken rule, a schema it cannot read. Not one of the disk's troubles. */
export function isRefusal(error: unknown): boolean {
  return error instanceof SqliteError
}
