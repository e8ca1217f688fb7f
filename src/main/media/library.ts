/**
 * What the page may show: videos and pictures under opaque ids. The page never sends or sees a path; an id is the only
 * way to a file, so a request can name nothing that was not registered.
 */
import { randomBytes } from 'node:crypto'

/** A file on disk; it must not change while it is registered. */
export interface MediaSource {
  readonly file: string
  /** Media type, for example `video/mp4`. */
  readonly type: string
}

export interface MediaLibrary {
  /** Registers a file; returns its id: 24 random bytes as 32 characters of base64url. */
  add(source: MediaSource): string
  find(id: string): MediaSource | undefined
  /** Forgets the id; the file stays. */
  remove(id: string): void
}

/** Makes an empty library. Ids live as long as the process: what is kept is kept in the database, not here. */
export function createMediaLibrary(): MediaLibrary {
  const sources = new Map<string, MediaSource>()
  return {
    add: (source) => {
      const id = randomBytes(24).toString('base64url')
      sources.set(id, source)
      return id
    },
    find: (id) => sources.get(id),
    remove: (id) => {
      sources.delete(id)
    }
  }
}
