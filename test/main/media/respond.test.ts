import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createMediaLibrary } from '../../../src/main/media/library.ts'
import { respondWithMedia } from '../../../src/main/media/respond.ts'

const folder = mkdtempSync(join(tmpdir(), 'media-'))
afterAll(() => rmSync(folder, { recursive: true }))

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 251)
const file = join(folder, 'clip ü.mp4')
writeFileSync(file, bytes)
const library = createMediaLibrary()
const id = library.add({ file, type: 'video/mp4' })

const ask = (init: RequestInit = {}, mediaId = id) =>
  respondWithMedia(library, mediaId, new Request('http://127.0.0.1/media', init))

test('the whole file comes with its type and length', async () => {
  const response = await ask()
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('video/mp4')
  expect(response.headers.get('accept-ranges')).toBe('bytes')
  expect(response.headers.get('content-length')).toBe('1000')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
})

test('a range comes as 206 with exactly its bytes', async () => {
  const response = await ask({ headers: { Range: 'bytes=10-19' } })
  expect(response.status).toBe(206)
  expect(response.headers.get('content-range')).toBe('bytes 10-19/1000')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes.slice(10, 20))
})

test('a range beyond the end is 416 with the size', async () => {
  const response = await ask({ headers: { Range: 'bytes=1000-' } })
  expect(response.status).toBe(416)
  expect(response.headers.get('content-range')).toBe('bytes */1000')
})

test('HEAD tells the length and sends nothing', async () => {
  const response = await ask({ method: 'HEAD' })
  expect(response.headers.get('content-length')).toBe('1000')
  expect(response.body).toBeNull()
})

test.each(['POST', 'PUT', 'DELETE'])('%s is not allowed', async (method) => {
  expect((await ask({ method })).status).toBe(405)
})

test.each(['', '..', '../../etc/passwd', '%2e%2e%2fetc%2fpasswd', file, 'constructor'])(
  'the id %s, which was never given out, is 404',
  async (mediaId) => {
    expect((await ask({}, mediaId)).status).toBe(404)
  }
)

test('an id that was removed, a file that has gone and a folder are 404', async () => {
  const removed = library.add({ file, type: 'video/mp4' })
  library.remove(removed)
  expect((await ask({}, removed)).status).toBe(404)
  expect((await ask({}, library.add({ file: join(folder, 'gone'), type: 'video/mp4' }))).status).toBe(404)
  expect((await ask({}, library.add({ file: folder, type: 'video/mp4' }))).status).toBe(404)
})

test('an empty file is an empty answer', async () => {
  const empty = join(folder, 'empty')
  writeFileSync(empty, '')
  const response = await ask({}, library.add({ file: empty, type: 'image/png' }))
  expect(response.status).toBe(200)
  expect((await response.arrayBuffer()).byteLength).toBe(0)
})
