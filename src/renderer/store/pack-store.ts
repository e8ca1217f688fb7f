/** The model pack that the engine has open, or why there is none. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { OpenPackDescription } from '../../shared/contract/packs.ts'
import { toWireError } from '../../shared/errors.ts'
import type { WireError } from '../../shared/errors.ts'
import type { Client } from '../client/client.ts'

interface PackState {
  readonly pack: OpenPackDescription | null
  readonly problem: WireError | null
  readonly isLoading: boolean
}

export interface PackStore extends StoreApi<PackState> {
  /** Asks again; starts the engine if need be. */
  load(): Promise<void>
}

export function createPackStore(client: Client): PackStore {
  const store = createStore<PackState>(() => ({ pack: null, problem: null, isLoading: false }))
  const load = async () => {
    if (store.getState().isLoading) return
    store.setState({ isLoading: true })
    try {
      const pack = await client.call('packs.current', {})
      store.setState({ pack, problem: null, isLoading: false })
    } catch (error) {
      store.setState({ problem: toWireError(error, 'open the model pack'), isLoading: false })
    }
  }
  // Asking starts it again: what was under way is taken up by the queue from the tokens that are stored.
  client.on('packs.engineLost', ({ reason }) => {
    store.setState({ problem: { kind: 'engine-lost', operation: 'run the model', reason, remedy: 'It is being started again' } })
    void load()
  })
  return { ...store, load }
}
