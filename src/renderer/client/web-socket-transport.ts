/** The transport in a browser: one WebSocket that reconnects by itself. */
import { ConnectionLostError } from '../../shared/errors.ts'
import { hostMessageSchema } from '../../shared/rpc/reply.ts'
import { socketProtocol, tokenProtocolPrefix } from '../../shared/rpc/socket.ts'
import { sendFile } from './send-file.ts'
import type { ConnectionState, Transport } from './transport.ts'

const firstDelayMilliseconds = 250
const longestDelayMilliseconds = 5000

interface PendingCall {
  resolve(outcome: unknown): void
  reject(error: ConnectionLostError): void
}

const lost = (operation: string) =>
  new ConnectionLostError({
    operation,
    reason: 'the connection to the studio was lost',
    remedy: 'It reconnects by itself; if it does not, start the studio again'
  })

/**
 * Opens the connection and keeps it open. A call that is under way when the connection ends is rejected: whether the
 * host carried it out is not known. A call made while reconnecting waits.
 */
export function createWebSocketTransport(location: Location, token: string): Transport {
  const pending = new Map<number, PendingCall>()
  const eventListeners = new Set<(name: string, payload: unknown) => void>()
  const stateListeners = new Set<() => void>()
  const unsent: string[] = []
  let state: ConnectionState = 'connecting'
  let socket: WebSocket | null = null
  let delayMilliseconds = firstDelayMilliseconds
  let nextId = 1

  const setState = (next: ConnectionState) => {
    if (state === next) return
    state = next
    for (const listener of stateListeners) listener()
  }

  const receive = (data: unknown) => {
    const message = hostMessageSchema.parse(JSON.parse(String(data)))
    if (message.type === 'event') {
      for (const listener of eventListeners) listener(message.name, message.payload)
      return
    }
    pending.get(message.id)?.resolve(message.outcome)
    pending.delete(message.id)
  }

  /** The cookie lets `<video>` and `<img>` in: they can send no token. */
  const openSession = () =>
    fetch('/session', { method: 'POST', headers: { Authorization: `Bearer ${token}` }, credentials: 'same-origin' })

  const fail = (next: 'lost' | 'refused') => {
    socket = null
    setState(next)
    for (const call of pending.values()) call.reject(lost('call the studio'))
    pending.clear()
    unsent.length = 0
    if (next === 'refused') return
    setTimeout(() => void open(), delayMilliseconds)
    delayMilliseconds = Math.min(delayMilliseconds * 2, longestDelayMilliseconds)
  }

  const open = async () => {
    const session = await openSession().catch(() => null)
    if (session === null || !session.ok) {
      fail(session?.status === 403 ? 'refused' : 'lost')
      return
    }
    const opening = new WebSocket(`ws://${location.host}/rpc`, [socketProtocol, `${tokenProtocolPrefix}${token}`])
    opening.addEventListener('open', () => {
      socket = opening
      delayMilliseconds = firstDelayMilliseconds
      for (const text of unsent.splice(0)) opening.send(text)
      setState('open')
    })
    opening.addEventListener('message', (event) => receive(event.data))
    opening.addEventListener('close', () => fail('lost'))
  }
  void open()

  return {
    call: (method, input) =>
      new Promise((resolve, reject) => {
        if (state === 'refused') {
          reject(lost(method))
          return
        }
        const id = nextId++
        const text = JSON.stringify({ type: 'call', id, method, input })
        pending.set(id, { resolve, reject })
        if (socket === null) unsent.push(text)
        else socket.send(text)
      }),
    onEvent: (listener) => {
      eventListeners.add(listener)
      return () => void eventListeners.delete(listener)
    },
    getState: () => state,
    onState: (listener) => {
      stateListeners.add(listener)
      return () => void stateListeners.delete(listener)
    },
    sendFile: (file, signal) => sendFile(file, { Authorization: `Bearer ${token}` }, signal),
    mediaUrl: (id) => `/media/${encodeURIComponent(id)}`
  }
}
