/** Files that were dropped or picked: sent to the host, looked into, and waiting for what is to be done with them. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { MethodOutput } from '../../shared/contract.ts'
import { toWireError } from '../../shared/errors.ts'
import type { WireError } from '../../shared/errors.ts'
import type { Client } from '../client/client.ts'
import type { Transfers } from './transfers.ts'
import { createLatest } from './loading.ts'

export type ExaminedFile = MethodOutput<'import.examine'>

interface IncomingState {
  /** Names of the files that are being sent or looked into; empty: none. */
  readonly names: readonly string[]
  readonly handles: readonly string[]
  /** Null: not yet known. */
  readonly examined: ExaminedFile | null
  readonly problem: WireError | null
}

export interface IncomingStore extends StoreApi<IncomingState> {
  /** Sends files to the host; null where that failed, which the state tells. */
  send(files: readonly File[]): Promise<readonly string[] | null>
  examine(handles: readonly string[]): Promise<ExaminedFile | null>
  clear(): void
}

const nothing: IncomingState = { names: [], handles: [], examined: null, problem: null }

export function createIncomingStore(client: Client, transfers: Transfers): IncomingStore {
  const store = createStore<IncomingState>(() => nothing)
  const start = createLatest()
  const attempt = async <Result>(operation: string, work: () => Promise<Result>): Promise<Result | null> => {
    try {
      return await work()
    } catch (error) {
      store.setState({ problem: toWireError(error, operation) })
      return null
    }
  }
  return {
    ...store,
    send: async (files) => {
      const isCurrent = start()
      store.setState({ ...nothing, names: files.map(({ name }) => name) })
      const received = await attempt('take the file', () =>
        transfers.during(Promise.all(files.map((file) => client.transport.sendFile(file))))
      )
      if (received === null || !isCurrent()) return null
      const handles = received.map(({ handle }) => handle)
      store.setState({ handles })
      return handles
    },
    examine: async (handles) => {
      const examined = await attempt('look into the file', () => client.call('import.examine', { files: [...handles] }))
      store.setState({ examined })
      return examined
    },
    clear: () => {
      start()
      store.setState(nothing, true)
    }
  }
}
