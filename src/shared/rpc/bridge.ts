/** What the preload lends to the page: plain functions and data, because errors and classes do not cross it whole. */
export const bridgeName = 'hitvideoStudio'
export const callChannel = 'studio:call'
export const eventChannel = 'studio:event'

export interface Bridge {
  /** Resolves with an Outcome (`reply.ts`), never rejects because of the method. */
  call(method: string, input: unknown): Promise<unknown>
  /** Receives every event; returns the function that stops it. */
  on(listener: (name: string, payload: unknown) => void): () => void
}
