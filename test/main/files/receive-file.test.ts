import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { receiveFile } from '../../../src/main/files/receive-file.ts'
import { createGrantedFiles } from '../../../src/main/services/granted-files.ts'
import { receivedFileSchema } from '../../../src/shared/contract/files.ts'

const root = mkdtempSync(join(tmpdir(), 'receive-'))
afterAll(() => rmSync(root, { recursive: true }))
let folder = ''
let round = 0
beforeEach(() => {
  folder = join(root, String(round++))
})

const files = createGrantedFiles()

function createRequest(body: BodyInit | null, name = 'dog.mp4', signal?: AbortSignal): Request {
  return new Request('http://127.0.0.1/files', {
    method: 'POST',
    headers: { 'X-File-Name': encodeURIComponent(name) },
    body,
    duplex: 'half',
    ...(signal === undefined ? {} : { signal })
  } as RequestInit)
}

test('a file is kept under its name, and its handle reads it', async () => {
  const response = await receiveFile(createRequest('frames', 'Übung 1.mp4'), { files, folder })
  expect(response.status).toBe(201)
  const received = receivedFileSchema.parse(await response.json())
  expect(received).toMatchObject({ name: 'Übung 1.mp4', bytes: 6 })
  const path = files.resolve(received.handle, 'read')
  expect(readFileSync(path, 'utf8')).toBe('frames')
  expect([basename(path), dirname(dirname(path))]).toEqual(['Übung 1.mp4', folder])
  expect(() => files.resolve(received.handle, 'write')).toThrow(/not chosen/)
})

test('two files of one name do not meet', async () => {
  for (const text of ['first', 'second']) {
    const received = receivedFileSchema.parse(await (await receiveFile(createRequest(text), { files, folder })).json())
    expect(readFileSync(files.resolve(received.handle, 'read'), 'utf8')).toBe(text)
  }
})

test.each(['../../escape', '/etc/passwd', '..', '%', ''])('the name "%s" stays inside the folder', async (name) => {
  const request = new Request('http://127.0.0.1/files', { method: 'POST', headers: { 'X-File-Name': name }, body: 'x' })
  const received = receivedFileSchema.parse(await (await receiveFile(request, { files, folder })).json())
  expect(dirname(dirname(files.resolve(received.handle, 'read')))).toBe(folder)
})

test('an empty file is a file', async () => {
  const response = await receiveFile(createRequest(null), { files, folder })
  expect(receivedFileSchema.parse(await response.json()).bytes).toBe(0)
})

test('a file above the limit is refused in words and leaves nothing, whatever its length claims', async () => {
  const response = await receiveFile(createRequest('x'.repeat(100)), { files, folder, maximumBytes: 99 })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { kind: 'file', operation: 'take in the file' } })
  expect(readdirSync(folder)).toEqual([])
})

test('a connection that breaks leaves nothing', async () => {
  const abort = new AbortController()
  const body = new ReadableStream({
    async pull(controller) {
      controller.enqueue(new TextEncoder().encode('half'))
      abort.abort()
    }
  })
  const response = await receiveFile(createRequest(body, 'a.mp4', abort.signal), { files, folder })
  expect(response.status).toBe(400)
  expect(readdirSync(folder)).toEqual([])
})

test('a folder that cannot be written is a file error, without its path', async () => {
  writeFileSync(folder, 'a file in the way')
  const response = await receiveFile(createRequest('x'), { files, folder })
  expect(response.status).toBe(400)
  expect(await response.text()).not.toContain(root)
})

test('only POST stores', async () => {
  const response = await receiveFile(new Request('http://127.0.0.1/files'), { files, folder })
  expect(response.status).toBe(405)
  expect(existsSync(folder)).toBe(false)
})
