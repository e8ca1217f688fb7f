/** Calls and events over WebSocket, for pages that hold the token. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { RawData, WebSocket } from 'ws'
import { checkInput } from '../../shared/errors.ts'
import { callMessageSchema } from '../../shared/rpc/reply.ts'
import type { HostMessage } from '../../shared/rpc/reply.ts'
import { socketProtocol } from '../../shared/rpc/socket.ts'
import type { Dispatch } from '../services/dispatcher.ts'
import type { EventHub } from '../services/event-hub.ts'
import { hasTokenProtocol, isOwnHost, isOwnOrigin } from './guard.ts'
import type { Secrets } from './secrets.ts'

/** A call is small: prompts, tokens of a take. Media and imports do not come this way. */
const maximumMessageBytes = 4 * 2 ** 20
/** A page that reads nothing must not make the studio keep its events for ever. */
const maximumBufferedBytes = 64 * 2 ** 20
const socketPath = '/rpc'

export interface WebSocketOptions {
  readonly dispatch: Dispatch
  readonly hub: EventHub
  readonly secrets: Secrets
  readonly getPort: () => number
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}

function readMessage(data: RawData, isBinary: boolean): unknown {
  if (isBinary) return undefined
  try {
    return JSON.parse(data.toString())
  } catch {
    return undefined
  }
}

function serve(socket: WebSocket, { dispatch, hub }: WebSocketOptions): void {
  const send = (message: HostMessage) => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > maximumBufferedBytes) socket.terminate()
    else socket.send(JSON.stringify(message))
  }
  const unsubscribe = hub.subscribe((name, payload) => send({ type: 'event', name, payload }))
  socket.on('close', unsubscribe)
  // ws closes the connection itself after a protocol error or a message that is too large; 'close' follows.
  socket.on('error', () => undefined)
  socket.on('message', async (data, isBinary) => {
    const call = checkInput(callMessageSchema, readMessage(data, isBinary))
    if (!call.ok) {
      socket.close(1008, 'not a call')
      return
    }
    const { id, method, input } = call.value
    send({ type: 'reply', id, outcome: await dispatch(method, input) })
  })
}

/** Lets `server` upgrade to WebSocket on `/rpc`; anything else, or without the token, gets 403. */
export function attachWebSocket(server: Server, options: WebSocketOptions): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maximumMessageBytes,
    handleProtocols: () => socketProtocol
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const { host, origin } = request.headers
    const isAllowed =
      request.url === socketPath &&
      isOwnHost(host, options.getPort()) &&
      isOwnOrigin(origin, options.getPort()) &&
      hasTokenProtocol(request.headers['sec-websocket-protocol'], options.secrets)
    if (!isAllowed) refuse(socket)
    else sockets.handleUpgrade(request, socket, head, (webSocket) => serve(webSocket, options))
  })
  return sockets
}
