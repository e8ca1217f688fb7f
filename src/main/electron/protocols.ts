/** `studio://app/…` is the page, `studio-media://media/<id>` what it shows; there are no `file://` pages. */
import { protocol, session } from 'electron'
import { receiveFile } from '../files/receive-file.ts'
import type { ReceiveOptions } from '../files/receive-file.ts'
import type { MediaLibrary } from '../media/library.ts'
import { respondWithMedia } from '../media/respond.ts'
import type { Pages } from '../pages/load-pages.ts'
import { respondWithPage } from '../pages/respond.ts'
import { securityHeaders } from '../pages/security-headers.ts'

const pageScheme = 'studio'
const mediaScheme = 'studio-media'
export const pageOrigin = `${pageScheme}://app`
const mediaOrigin = `${mediaScheme}://media`

/** Must run before the application is ready: afterwards Electron ignores it. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    { scheme: mediaScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }
  ])
}

function withSecurity(response: Response): Response {
  const headers = securityHeaders({ media: [mediaOrigin], connect: [mediaOrigin] })
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  // The page and its media are two origins here; over HTTP they are one.
  if (response.headers.has('Accept-Ranges')) response.headers.set('Cross-Origin-Resource-Policy', 'cross-origin')
  return response
}

/** Serves both schemes for the default session. */
export function setupProtocols(pages: Pages, media: MediaLibrary, received: ReceiveOptions): void {
  session.defaultSession.protocol.handle(pageScheme, async (request) => {
    const { host, pathname } = new URL(request.url)
    if (host !== 'app') return withSecurity(new Response(null, { status: 404 }))
    // No other page can be opened in this application, and no frame: who asks here is the studio's own page.
    if (pathname === '/files') return withSecurity(await receiveFile(request, received))
    return withSecurity(respondWithPage(pages, pathname, request))
  })
  session.defaultSession.protocol.handle(mediaScheme, async (request) => {
    const { host, pathname } = new URL(request.url)
    if (host !== 'media') return withSecurity(new Response(null, { status: 404 }))
    return withSecurity(await respondWithMedia(media, pathname.slice(1), request))
  })
}
