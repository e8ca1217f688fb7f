/** The contract over Electron's IPC. */
import { BrowserWindow, ipcMain } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import { InvalidInputError, toWireError } from '../../shared/errors.ts'
import { callChannel, eventChannel } from '../../shared/rpc/bridge.ts'
import type { Outcome } from '../../shared/rpc/reply.ts'
import type { Dispatch } from '../services/dispatcher.ts'
import type { EventHub } from '../services/event-hub.ts'
import { pageOrigin } from './protocols.ts'

/** Only the top frame of the studio's own page may call. */
function isOwnPage({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  if (senderFrame === null || senderFrame !== sender.mainFrame) return false
  return senderFrame.url === pageOrigin || senderFrame.url.startsWith(`${pageOrigin}/`)
}

const refusal: Outcome = {
  ok: false,
  error: toWireError(
    new InvalidInputError({
      operation: 'call the studio',
      reason: 'the call does not come from the studio’s own page',
      remedy: 'Close and reopen the window'
    }),
    'call the studio'
  )
}

/** Answers calls and sends every event to every window. */
export function setupIpc(dispatch: Dispatch, hub: EventHub): void {
  ipcMain.handle(callChannel, (event, method: unknown, input: unknown) =>
    isOwnPage(event) ? dispatch(method, input) : refusal
  )
  hub.subscribe((name, payload) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(eventChannel, name, payload)
  })
}
