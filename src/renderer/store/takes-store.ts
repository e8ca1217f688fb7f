/** The takes of the shot that is looked at, and the tokens of the one in the editor. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { ShotId, TakeId } from '../../shared/storyboard/ids.ts'
import type { Take, TakeEdit, TakeTokens } from '../../shared/storyboard/take.ts'
import type { Client } from '../client/client.ts'
import { createLatest } from './loading.ts'
import type { NoticesStore } from './notices-store.ts'

export interface TakesState {
  readonly shotId: ShotId | null
  /** By number; null: not yet loaded. */
  readonly takes: readonly Take[] | null
  /** The take in the editor. */
  readonly takeId: TakeId | null
  /** The take that is shown beside it. */
  readonly compareId: TakeId | null
  /** Tokens of the take in the editor; of the one before while they load, so that the editor does not blink. */
  readonly tokens: TakeTokens | null
  /** Whether `tokens` are another take's while those of `takeId` are on their way. */
  readonly isLoading: boolean
  readonly isStarredOnly: boolean
}

const empty: TakesState = {
  shotId: null,
  takes: null,
  takeId: null,
  compareId: null,
  tokens: null,
  isLoading: false,
  isStarredOnly: false
}

const takesPerPage = 1000

export interface TakesStore extends StoreApi<TakesState> {
  /** Shows another shot's takes, the chosen one in the editor. */
  show(shotId: ShotId | null, chosenTakeId: TakeId | null): Promise<void>
  reload(): Promise<void>
  /** Tokens of the take that is in the editor now, as soon as they are there; null: they cannot be read, which was said. */
  loaded(): Promise<TakeTokens | null>
  select(takeId: TakeId): void
  step(by: number): void
  /** Shows a take beside the one in the editor, or none. */
  compareWith(takeId: TakeId | null): void
  edit(takeId: TakeId, edit: TakeEdit): Promise<void>
  bin(take: Take): Promise<void>
  showStarredOnly(isStarredOnly: boolean): void
}

/** The take that stands in for one that has gone: its parent if that is there, else the last; at first the first. */
export function replaceGone(takes: readonly Take[], gone: Take | undefined): TakeId | null {
  if (gone === undefined) return takes[0]?.id ?? null
  const parent = takes.find((take) => take.id === gone.parentTakeId)
  return (parent ?? takes.at(-1))?.id ?? null
}

export function createTakesStore(client: Client, notices: NoticesStore): TakesStore {
  const store = createStore<TakesState>(() => empty)
  const startList = createLatest()
  const startTokens = createLatest()
  let latest: Promise<TakeTokens | null> = Promise.resolve(null)

  const loadTokens = async () => {
    const { takeId } = store.getState()
    const isCurrent = startTokens()
    if (takeId === null) {
      latest = Promise.resolve(null)
      store.setState({ tokens: null, isLoading: false })
      return
    }
    latest = notices.attempt('read the take', () => client.call('takes.tokens', { takeId }))
    store.setState(({ tokens }) => ({ isLoading: tokens?.takeId !== takeId }))
    const tokens = await latest
    if (isCurrent()) store.setState({ tokens, isLoading: false })
  }
  const select = (takeId: TakeId | null) => {
    if (store.getState().takeId === takeId) return
    store.setState(({ compareId }) => ({ takeId, compareId: compareId === takeId ? null : compareId }))
    void loadTokens()
  }
  const list = async (preferred: TakeId | null) => {
    const { shotId } = store.getState()
    if (shotId === null) return
    const isCurrent = startList()
    const found = await notices.attempt('list the takes', () =>
      client.call('takes.list', { shotId, limit: takesPerPage })
    )
    if (found === null || !isCurrent()) return
    const { takeId, takes: old, compareId } = store.getState()
    const has = (id: TakeId | null) => found.takes.some((take) => take.id === id)
    store.setState({ takes: found.takes, compareId: has(compareId) ? compareId : null })
    if (has(takeId)) return
    select(has(preferred) ? preferred : replaceGone(found.takes, old?.find((take) => take.id === takeId)))
  }

  client.on('takes.changed', ({ shotId, takeIds }) => {
    const { shotId: own, takeId } = store.getState()
    if (shotId !== own) return
    void list(null)
    if (takeId !== null && takeIds.includes(takeId)) void loadTokens()
  })

  return {
    ...store,
    show: async (shotId, chosenTakeId) => {
      if (shotId === store.getState().shotId) return
      store.setState({ ...empty, shotId })
      await list(chosenTakeId)
    },
    reload: async () => {
      await list(null)
      await loadTokens()
    },
    loaded: () => latest,
    select,
    step: (by) => {
      const { takes, takeId } = store.getState()
      if (takes === null || takes.length === 0) return
      const index = takes.findIndex((take) => take.id === takeId)
      const next = takes[Math.max(0, Math.min(takes.length - 1, index + by))]
      if (next !== undefined) select(next.id)
    },
    compareWith: (compareId) => store.setState({ compareId }),
    edit: async (takeId, edit) => {
      const take = await notices.attempt('change the take', () => client.call('takes.edit', { takeId, edit }))
      if (take === null) return
      store.setState(({ takes }) => ({ takes: takes?.map((other) => (other.id === takeId ? take : other)) ?? null }))
    },
    bin: async ({ projectId, id }) => {
      await notices.attempt('discard the take', () => client.call('takes.bin', { projectId, takeIds: [id] }))
    },
    showStarredOnly: (isStarredOnly) => store.setState({ isStarredOnly })
  }
}
