/**
 * The bridge of the Electron host: `call` and `on`, derived from the contract, nothing else. It carries no rule of its
 * own: names and payloads are checked by the dispatcher in the main process.
 */
import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from '../shared/rpc/bridge.ts'
import { bridgeName, callChannel, eventChannel } from '../shared/rpc/bridge.ts'

const listeners = new Set<(name: string, payload: unknown) => void>()

ipcRenderer.on(eventChannel, (_event, name: string, payload: unknown) => {
  for (const listener of listeners) listener(name, payload)
})

const bridge: Bridge = {
  call: (method, input) => ipcRenderer.invoke(callChannel, method, input),
  on: (listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
}

contextBridge.exposeInMainWorld(bridgeName, bridge)
