/** The one handler behind `/…` and `studio://…`. */
import type { Pages } from './load-pages.ts'

/** Answers a request for a file of the page; `path` is the raw path of the URL, looked up as it stands. */
export function respondWithPage(pages: Pages, path: string, request: Request): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } })
  }
  const page = pages.get(path)
  if (page === undefined) return new Response(null, { status: 404 })
  return new Response(request.method === 'HEAD' ? null : page.bytes, {
    headers: {
      'Content-Type': page.type,
      'Content-Length': String(page.bytes.byteLength),
      'Cache-Control': page.isImmutable ? 'public, max-age=31536000, immutable' : 'no-store'
    }
  })
}
