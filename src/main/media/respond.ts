/** The one handler behind `/media/<id>` and `studio-media://<id>`: `net.fetch(file://)` ignores Range, so both come here. */
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { parseByteRange } from './byte-range.ts'
import type { MediaLibrary } from './library.ts'

const notFound = () => new Response(null, { status: 404 })

/**
 * Answers a request for one registered file: 200 or 206 with a stream, 404 for an unknown id or a file that has gone,
 * 405 for anything but GET and HEAD, 416 for a range beyond the end.
 */
export async function respondWithMedia(library: MediaLibrary, id: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } })
  }
  const source = library.find(id)
  if (source === undefined) return notFound()
  const handle = await open(source.file, 'r').catch(() => undefined)
  if (handle === undefined) return notFound()
  // Whatever way the answer ends, the file is closed: by the stream if there is one, else below.
  let isStreaming = false
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) return notFound()
    const headers = new Headers({
      'Content-Type': source.type,
      'Accept-Ranges': 'bytes',
      'Cache-Control': 'no-store'
    })
    const range = parseByteRange(request.headers.get('range'), stats.size)
    if (range === 'unsatisfiable') {
      headers.set('Content-Range', `bytes */${stats.size}`)
      return new Response(null, { status: 416, headers })
    }
    const { start, end } = range === 'whole' ? { start: 0, end: stats.size - 1 } : range
    if (range !== 'whole') headers.set('Content-Range', `bytes ${start}-${end}/${stats.size}`)
    headers.set('Content-Length', String(end - start + 1))
    const status = range === 'whole' ? 200 : 206
    if (request.method === 'HEAD' || stats.size === 0) return new Response(null, { status, headers })
    isStreaming = true
    const stream = handle.createReadStream({ start, end, signal: request.signal })
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { status, headers })
  } finally {
    if (!isStreaming) await handle.close()
  }
}
