/** The browser host: the studio's services over HTTP and WebSocket, for this machine only. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { FileError } from '../../shared/errors.ts'
import type { ReceiveOptions } from '../files/receive-file.ts'
import type { MediaLibrary } from '../media/library.ts'
import type { Pages } from '../pages/load-pages.ts'
import type { Dispatch } from '../services/dispatcher.ts'
import type { EventHub } from '../services/event-hub.ts'
import { createHttpApp } from './app.ts'
import { createSecrets } from './secrets.ts'
import { attachWebSocket } from './web-socket.ts'

/** Never a name or 0.0.0.0: nothing outside this machine may connect. */
const loopback = '127.0.0.1'

export interface HttpHostOptions {
  readonly dispatch: Dispatch
  readonly hub: EventHub
  readonly media: MediaLibrary
  readonly pages: Pages
  readonly received: ReceiveOptions
  /** 0: any free port. */
  readonly port: number
}

export interface HttpHost {
  readonly port: number
  /** The link to print. It holds the token in its fragment, which browsers do not send: keep it out of logs. */
  readonly link: string
  readonly close: () => Promise<void>
}

/**
 * Starts listening on 127.0.0.1.
 * @throws FileError where the port is taken
 */
export async function startHttpHost(options: HttpHostOptions): Promise<HttpHost> {
  const secrets = createSecrets()
  const server = createServer()
  const getPort = () => (server.address() as AddressInfo).port
  const app = createHttpApp({ ...options, secrets, getPort })
  server.on('request', getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  const sockets = attachWebSocket(server, { ...options, secrets, getPort })
  server.listen(options.port, loopback)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new FileError(
      {
        operation: `listen on ${loopback}:${options.port}`,
        reason: 'another program uses this port',
        remedy: 'Choose another with --port, or 0 for any free one'
      },
      { cause }
    )
  }
  return {
    port: getPort(),
    link: `http://${loopback}:${getPort()}/#token=${secrets.token}`,
    close: async () => {
      for (const socket of sockets.clients) socket.close(1001)
      sockets.close()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
}
