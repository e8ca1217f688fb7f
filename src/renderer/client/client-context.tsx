/** Gives components the client; tests give them one over a transport of their own. */
import { createContext, use, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import type { Client } from './client.ts'
import type { ConnectionState } from './transport.ts'

const ClientContext = createContext<Client | null>(null)

export function ClientProvider({ client, children }: { client: Client; children: ReactNode }) {
  return <ClientContext value={client}>{children}</ClientContext>
}

/** The client; only below a ClientProvider. */
export function useClient(): Client {
  const client = use(ClientContext)
  if (client === null) throw new Error('useClient needs a ClientProvider above it')
  return client
}

/** Whether the host can be reached. */
export function useConnection(): ConnectionState {
  const { transport } = useClient()
  return useSyncExternalStore(transport.onState, transport.getState)
}
