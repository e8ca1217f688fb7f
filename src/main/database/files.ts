/** Files that survive a power cut: written under another name, flushed to the disk, then renamed. */
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'

/** Flushes a file or, where the system allows it, a folder's list of names to the disk. */
export function flush(path: string, isFolder = false): void {
  // Windows can neither open a folder nor needs to: its renames are journalled.
  if (isFolder && process.platform === 'win32') return
  const descriptor = openSync(path, isFolder ? 'r' : 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Puts a finished file in its place; the old one stays until the new one is safe. */
export function replaceFile(finished: string, target: string): void {
  flush(finished)
  renameSync(finished, target)
  flush(dirname(target), true)
}
