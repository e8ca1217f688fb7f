/** How unsure the model is of each cell of a take; asked for while the overlay is on. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { TakeId } from '../../shared/storyboard/ids.ts'
import type { Client } from '../client/client.ts'
import { createLatest } from './loading.ts'
import type { NoticesStore } from './notices-store.ts'

interface EntropyState {
  /** `take id/layers`; null: nothing was asked for. */
  readonly key: string | null
  /** By layer index, in bits; null while it is computed. */
  readonly bits: Readonly<Record<string, readonly number[]>> | null
}

export interface EntropyStore extends StoreApi<EntropyState> {
  /** The first `layers` layers of a take; null: none. */
  ask(question: { readonly takeId: TakeId; readonly layers: number } | null): void
}

export function createEntropyStore(client: Client, notices: NoticesStore): EntropyStore {
  const store = createStore<EntropyState>(() => ({ key: null, bits: null }))
  const start = createLatest()
  return {
    ...store,
    ask: (question) => {
      const key = question === null ? null : `${question.takeId}/${question.layers}`
      if (key === store.getState().key) return
      const isCurrent = start()
      store.setState({ key, bits: null })
      if (question === null) return
      const load = async () => {
        const found = await notices.attempt('measure how unsure the model is', () => client.call('cells.entropy', question))
        if (isCurrent() && found !== null) store.setState({ bits: found.entropyBits })
      }
      void load()
    }
  }
}
