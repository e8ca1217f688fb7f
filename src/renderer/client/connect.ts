/** Chooses the transport. */
import { bridgeName } from '../../shared/rpc/bridge.ts'
import type { Bridge } from '../../shared/rpc/bridge.ts'
import { takeAccessToken } from './access-token.ts'
import { createClient } from './client.ts'
import type { Client } from './client.ts'
import { createIpcTransport } from './ipc-transport.ts'
import { createWebSocketTransport } from './web-socket-transport.ts'

declare global {
  interface Window {
    readonly [bridgeName]?: Bridge
  }
}

/** The client, or null in a browser that was not opened with the printed link. */
export function connect(): Client | null {
  const bridge = window[bridgeName]
  if (bridge !== undefined) return createClient(createIpcTransport(bridge))
  const token = takeAccessToken(window)
  return token === null ? null : createClient(createWebSocketTransport(window.location, token))
}
