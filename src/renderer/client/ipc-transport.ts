/** The transport in Electron: the preload's bridge. */
import type { Bridge } from '../../shared/rpc/bridge.ts'
import { sendFile } from './send-file.ts'
import type { Transport } from './transport.ts'

/** IPC is there as long as the window is: its state never changes. */
export function createIpcTransport(bridge: Bridge): Transport {
  return {
    call: (method, input) => bridge.call(method, input),
    onEvent: (listener) => bridge.on(listener),
    getState: () => 'open',
    onState: () => () => undefined,
    sendFile: (file, signal) => sendFile(file, {}, signal),
    mediaUrl: (id) => `studio-media://media/${encodeURIComponent(id)}`
  }
}
