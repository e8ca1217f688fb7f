/** The one handler behind `POST /files` in both page hosts: a picked or dropped file comes in, a handle goes out. */
import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReceivedFile } from '../../shared/contract/files.ts'
import { FileError, toWireError } from '../../shared/errors.ts'
import type { GrantedFiles } from '../services/granted-files.ts'
import { makeSafeName } from './safe-name.ts'

/** Longer than any video that makes sense here; shorter than most disks. */
const defaultMaximumBytes = 16 * 2 ** 30
/** The name, percent-encoded: headers hold ASCII only. */
export const fileNameHeader = 'x-file-name'

export interface ReceiveOptions {
  readonly files: Pick<GrantedFiles, 'grant'>
  /** Files are kept in it, each in a folder of its own under its own name. */
  readonly folder: string
  readonly maximumBytes?: number
}

function readName(request: Request): string {
  try {
    return makeSafeName(decodeURIComponent(request.headers.get(fileNameHeader) ?? ''))
  } catch {
    return makeSafeName('')
  }
}

function failureOf(error: unknown): FileError {
  if (error instanceof FileError) return error
  const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC'
  return new FileError(
    {
      operation: 'take in the file',
      reason: isFull ? 'the disk is full' : 'it could not be copied',
      remedy: isFull ? 'Free some space and try again' : 'Try again'
    },
    { cause: error }
  )
}

/** Passes bytes on and fails above the limit, so that nothing has to trust Content-Length. */
function createMeter(maximumBytes: number): Transform & { bytes: number } {
  const meter = Object.assign(
    new Transform({
      transform(chunk: Uint8Array, _encoding, done) {
        meter.bytes += chunk.byteLength
        if (meter.bytes <= maximumBytes) return done(null, chunk)
        const reason = `it is larger than ${Math.round(maximumBytes / 2 ** 20)} MB`
        return done(new FileError({ operation: 'take in the file', reason, remedy: 'Choose a shorter video' }))
      }
    }),
    { bytes: 0 }
  )
  return meter
}

/**
 * Stores the body of a request whose sender the host has already let in. 201 with a ReceivedFile, 405, or 400 with the
 * failure; after a failure or a broken connection nothing is left on the disk.
 */
export async function receiveFile(request: Request, options: ReceiveOptions): Promise<Response> {
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { Allow: 'POST' } })
  const name = readName(request)
  const folder = join(options.folder, randomBytes(12).toString('hex'))
  const path = join(folder, name)
  const meter = createMeter(options.maximumBytes ?? defaultMaximumBytes)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const body = request.body === null ? Readable.from([]) : Readable.fromWeb(request.body as never)
    await pipeline(body, meter, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal: request.signal })
    const received: ReceivedFile = { handle: options.files.grant(path, 'read'), name, bytes: meter.bytes }
    return Response.json(received, { status: 201 })
  } catch (error) {
    // What cannot be removed was never made; the failure to report is the first one.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined)
    return Response.json({ error: toWireError(failureOf(error), 'take in the file') }, { status: 400 })
  }
}
