/** What the studio tells people: problems that wait to be read, and sentences for screen readers. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { StudioError, toWireError } from '../../shared/errors.ts'
import type { WireError } from '../../shared/errors.ts'

export interface Notice {
  readonly id: number
  readonly failure: WireError
}

interface NoticesState {
  readonly notices: readonly Notice[]
  /** The last sentences for screen readers, oldest first. */
  readonly spoken: readonly { readonly id: number; readonly text: string }[]
}

export interface NoticesStore extends StoreApi<NoticesState> {
  /** Shows a failure until it is dismissed; one that says the same replaces the older one. */
  report(error: unknown, operation: string): void
  show(failure: WireError): void
  dismiss(id: number): void
  /** Says a sentence to screen readers. */
  say(text: string): void
  /** The result of some work, or null after its failure was shown. */
  attempt<Result>(operation: string, work: () => Promise<Result>): Promise<Result | null>
}

const keptNotices = 4
/** One that was said a moment ago may not have been read yet. */
const keptSentences = 3

export function createNoticesStore(): NoticesStore {
  const store = createStore<NoticesState>(() => ({ notices: [], spoken: [] }))
  let nextId = 1
  const report = (error: unknown, operation: string) => {
    // A defect of the page: shown, and thrown again where the browser's console has it.
    if (!(error instanceof StudioError)) queueMicrotask(() => reportError(error))
    show(toWireError(error, operation))
  }
  const show = (failure: WireError) => {
    const isSame = (notice: Notice) => notice.failure.reason === failure.reason && notice.failure.operation === failure.operation
    const notice = { id: nextId++, failure }
    store.setState(({ notices }) => ({ notices: [...notices.filter((old) => !isSame(old)), notice].slice(-keptNotices) }))
  }
  return {
    ...store,
    report,
    show,
    dismiss: (id) => store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
    say: (text) => store.setState(({ spoken }) => ({ spoken: [...spoken, { id: nextId++, text }].slice(-keptSentences) })),
    attempt: async (operation, work) => {
      try {
        return await work()
      } catch (error) {
        report(error, operation)
        return null
      }
    }
  }
}
