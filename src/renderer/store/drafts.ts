/** Text that is being typed and not yet with the host. Whoever needs it there (generation, closing a project) flushes. */

export interface Drafts {
  /** Adds the function that sends one draft; returns the one that takes it out. */
  add(flush: () => Promise<void>): () => void
  flush(): Promise<void>
}

export function createDrafts(): Drafts {
  const pending = new Set<() => Promise<void>>()
  return {
    add: (flush) => {
      pending.add(flush)
      return () => void pending.delete(flush)
    },
    flush: async () => {
      await Promise.all([...pending].map((flush) => flush()))
    }
  }
}
