/** The routes of the browser host: the page, the exchange of the token for a session, files that come in, and media. */
import { Hono } from 'hono'
import type { Context } from 'hono'
import { receiveFile } from '../files/receive-file.ts'
import type { ReceiveOptions } from '../files/receive-file.ts'
import type { MediaLibrary } from '../media/library.ts'
import { respondWithMedia } from '../media/respond.ts'
import type { Pages } from '../pages/load-pages.ts'
import { respondWithPage } from '../pages/respond.ts'
import { securityHeaders } from '../pages/security-headers.ts'
import { hasSession, hasToken, isOwnHost, isOwnOrigin, sessionCookie } from './guard.ts'
import type { Secrets } from './secrets.ts'

export interface HttpAppOptions {
  readonly pages: Pages
  readonly media: MediaLibrary
  readonly received: ReceiveOptions
  readonly secrets: Secrets
  /** Known only once the server listens. */
  readonly getPort: () => number
}

/** Makes the app. It answers requests and knows neither sockets nor services. */
export function createHttpApp({ pages, media, received, secrets, getPort }: HttpAppOptions): Hono {
  const app = new Hono()
  /** What only the own page can send: another site has no token, and a browser does not let it lie about its origin. */
  const isFromPage = (context: Context) =>
    isOwnOrigin(context.req.header('origin'), getPort()) && hasToken(context.req.header('authorization'), secrets)

  app.use(async (context, next) => {
    if (isOwnHost(context.req.header('host'), getPort())) await next()
    else context.res = new Response('Forbidden', { status: 403 })
    // The same host under its other name is another origin to a browser: 'self' does not cover its WebSocket.
    const headers = securityHeaders({ media: [], connect: [] })
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value)
  })

  app.post('/session', (context) => {
    if (!isFromPage(context)) return new Response(null, { status: 403 })
    const cookie = `${sessionCookie}=${secrets.session}; HttpOnly; SameSite=Strict; Path=/media`
    return new Response(null, { status: 204, headers: { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' } })
  })

  app.post('/files', (context) =>
    isFromPage(context) ? receiveFile(context.req.raw, received) : new Response(null, { status: 403 })
  )

  app.all('/media/:id', (context) => {
    if (!hasSession(context.req.header('cookie'), secrets)) return new Response(null, { status: 403 })
    return respondWithMedia(media, context.req.param('id'), context.req.raw)
  })

  app.all('*', (context) => respondWithPage(pages, context.req.path, context.req.raw))

  return app
}
