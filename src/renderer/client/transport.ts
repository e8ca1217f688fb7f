/** The way to the host: Electron's IPC or a WebSocket. Both carry the same plain data. */

import type { ReceivedFile } from '../../shared/contract/files.ts'

/** `refused`: the host does not know this page's token, because it was started again. Only a new link helps. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused'

export interface Transport {
  /** Resolves with an Outcome (`shared/rpc/reply.ts`), unparsed; rejects with ConnectionLostError. */
  call(method: string, input: unknown): Promise<unknown>
  /** Receives every event; returns the function that stops it. */
  onEvent(listener: (name: string, payload: unknown) => void): () => void
  getState(): ConnectionState
  /** Receives every change of state; returns the function that stops it. */
  onState(listener: () => void): () => void
  /**
   * Hands a picked or dropped file to the host, which keeps a copy until it closes and gives a handle to read it by.
   * Rejects with FileError, with ConnectionLostError, or with the signal's reason.
   */
  sendFile(file: File, signal?: AbortSignal): Promise<ReceivedFile>
  /** The address under which the page may show a registered video or picture. */
  mediaUrl(id: string): string
}
