/**
 * Files that a person has picked or dropped. The page knows them by handles only; the host grants a handle when a dialog
 * is answered, a file is dropped or a download is asked for, and nothing else in the studio takes a path from the page.
 */
import { randomBytes } from 'node:crypto'
import { isAbsolute } from 'node:path'
import { NotFoundError } from '../../shared/errors.ts'

export type FileAccess = 'read' | 'write'

export interface GrantedFiles {
  /** Grants a file or folder until the studio closes. @returns its handle: 24 random bytes as base64url */
  grant(path: string, access: FileAccess): string
  /** The path behind a handle; throws a NotFoundError where nothing was granted under it for this use. */
  resolve(handle: string, access: FileAccess): string
}

/** Makes an empty list. */
export function createGrantedFiles(): GrantedFiles {
  const files = new Map<string, { path: string; access: FileAccess }>()
  return {
    grant: (path, access) => {
      if (!isAbsolute(path)) throw new Error('grant a file: the host must name it by an absolute path')
      const handle = randomBytes(24).toString('base64url')
      files.set(handle, { path, access })
      return handle
    },
    resolve: (handle, access) => {
      const file = files.get(handle)
      if (file?.access === access) return file.path
      throw new NotFoundError({
        operation: access === 'read' ? 'open the file' : 'write the file',
        reason: 'it was not chosen in this session',
        remedy: 'Choose it again'
      })
    }
  }
}
