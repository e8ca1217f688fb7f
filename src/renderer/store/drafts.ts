/** Text that is being typed and not yet with the host. Whoever needs it there (generation, closing a project) flushes. */

export interface Draft {
  flush(): Promise<void>
  isPending(): boolean
}

export interface Drafts {
  /** Adds a draft; returns the function that takes it out. */
  add(draft: Draft): () => void
  flush(): Promise<void>
  /** Something was typed that the host does not have. */
  isPending(): boolean
}

export function createDrafts(): Drafts {
  const drafts = new Set<Draft>()
  return {
    add: (draft) => {
      drafts.add(draft)
      return () => void drafts.delete(draft)
    },
    flush: async () => {
      await Promise.all([...drafts].map((draft) => draft.flush()))
    },
    isPending: () => [...drafts].some((draft) => draft.isPending())
  }
}
