/** The security statements of the browser host, each against a real server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startHttpHost } from '../../../src/main/http/host.ts'
import type { HttpHost } from '../../../src/main/http/host.ts'
import { createMediaLibrary } from '../../../src/main/media/library.ts'
import { createGrantedFiles } from '../../../src/main/services/granted-files.ts'
import { createEventHub } from '../../../src/main/services/event-hub.ts'
import { socketProtocol, tokenProtocolPrefix } from '../../../src/shared/rpc/socket.ts'

const folder = mkdtempSync(join(tmpdir(), 'host-'))
const file = join(folder, 'clip.mp4')
writeFileSync(file, 'abcdefghij')
const media = createMediaLibrary()
const mediaId = media.add({ file, type: 'video/mp4' })
const hub = createEventHub()
const received = { files: createGrantedFiles(), folder: join(folder, 'received') }
const page = { type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode('<!doctype html>'), isImmutable: false }
const pages = new Map([
  ['/', page],
  ['/index.html', page],
  ['/assets/index-abc.js', { ...page, type: 'text/javascript; charset=utf-8', isImmutable: true }]
])

let host: HttpHost
let token = ''

beforeAll(async () => {
  const dispatch = async (name: unknown, input: unknown) => ({ ok: true as const, value: { name, input } })
  host = await startHttpHost({ dispatch, hub, media, pages, received, port: 0 })
  token = new URL(host.link).hash.replace('#token=', '')
})
afterAll(async () => {
  await host.close()
  rmSync(folder, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Node's own client: unlike fetch it lets a test choose Host, and does not tidy the path. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (body += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

const origin = () => `http://127.0.0.1:${host.port}`

async function openSession(): Promise<string> {
  const answer = await ask('/session', { Origin: origin(), Authorization: `Bearer ${token}` }, 'POST')
  expect(answer.status).toBe(204)
  return answer.headers['set-cookie']?.[0] ?? ''
}

interface SocketAttempt {
  readonly protocols?: string[]
  readonly headers?: Record<string, string>
  readonly path?: string
}

/** Opens a socket and resolves with it, or with the status that refused it. */
function openSocket({ protocols, headers, path = '/rpc' }: SocketAttempt = {}): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const offered = protocols ?? [socketProtocol, `${tokenProtocolPrefix}${token}`]
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, offered, {
      headers: { Origin: origin(), ...headers }
    })
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', reject)
  })
}

async function openOwnSocket(): Promise<WebSocket> {
  const socket = await openSocket()
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  return socket
}

function nextMessage(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(data.toString()))))
}

test('every response has a policy that allows nothing inline, no sniffing, and no CORS header', async () => {
  const paths = ['/', '/assets/index-abc.js', '/nowhere', `/media/${mediaId}`, '/media/none', '/session']
  for (const path of paths) {
    const { headers } = await ask(path)
    const policy = String(headers['content-security-policy'])
    expect(policy, path).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(policy, path).not.toMatch(/unsafe|data:|\*/)
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control')), path).toEqual([])
  }
})

test('traversal, encoded or not, is 404', async () => {
  const attempts = [
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '//etc/passwd',
    '/assets/..%5c..%5cpackage.json',
    '/%00',
    '/assets/index-abc.js%00.html'
  ]
  for (const path of attempts) expect((await ask(path)).status, path).toBe(404)
})

test('the page is served, hashed files may be kept, the rest may not', async () => {
  expect(await ask('/')).toMatchObject({ status: 200, body: '<!doctype html>', headers: { 'cache-control': 'no-store' } })
  expect((await ask('/assets/index-abc.js')).headers['cache-control']).toContain('immutable')
  expect((await ask('/', {}, 'DELETE')).status).toBe(405)
})

test('only 127.0.0.1 listens', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address, family }) => family === 'IPv4' && address !== '127.0.0.1')
    .map(({ address }) => address)
  for (const address of [...others, '127.0.0.2', '::1']) {
    const isReached = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: address, port: host.port, timeout: 2000 })
      socket.on('connect', () => resolve(true))
      socket.on('error', () => resolve(false))
      socket.on('timeout', () => resolve(false))
      socket.on('close', () => socket.destroy())
    })
    expect(isReached, address).toBe(false)
  }
})

test('a foreign Host is 403 for pages, session and media', async () => {
  for (const foreign of ['evil.example', `evil.example:${host.port}`, '127.0.0.1', '127.0.0.1:1', '0.0.0.0', `127.0.0.1.evil.example:${host.port}`]) {
    for (const path of ['/', `/media/${mediaId}`, '/session']) {
      expect((await ask(path, { Host: foreign })).status, `${foreign}${path}`).toBe(403)
    }
  }
})

test('media needs the session, and then answers ranges', async () => {
  expect((await ask(`/media/${mediaId}`)).status).toBe(403)
  expect((await ask(`/media/${mediaId}`, { Cookie: 'studio-session=guess' })).status).toBe(403)
  expect((await ask(`/media/${mediaId}`, { Cookie: `studio-session=${token}` })).status).toBe(403)
  const cookie = await openSession()
  const headers = { Cookie: cookie.split(';')[0] ?? '', Range: 'bytes=2-4' }
  expect(await ask(`/media/${mediaId}`, headers)).toMatchObject({ status: 206, body: 'cde' })
  expect((await ask('/media/none', headers)).status).toBe(404)
})

test('the session cookie is out of reach of scripts and other sites', async () => {
  const cookie = await openSession()
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/media$/)
  expect(cookie).not.toContain(token)
})

test('a session needs the token and an own origin', async () => {
  const authorization = `Bearer ${token}`
  const attempts: Record<string, string>[] = [
    {},
    { Origin: origin() },
    { Origin: origin(), Authorization: 'Bearer wrong' },
    { Origin: origin(), Authorization: token },
    { Authorization: authorization },
    { Origin: 'http://evil.example', Authorization: authorization },
    { Origin: 'null', Authorization: authorization }
  ]
  for (const headers of attempts) {
    const answer = await ask('/session', headers, 'POST')
    expect(answer.status, JSON.stringify(headers)).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
})

test('a file is taken in from the own page only', async () => {
  const authorization = `Bearer ${token}`
  const attempts: Record<string, string>[] = [
    {},
    { Origin: origin() },
    { Authorization: authorization },
    { Origin: 'http://evil.example', Authorization: authorization },
    { Origin: origin(), Authorization: 'Bearer wrong' },
    { Origin: origin(), Cookie: (await openSession()).split(';')[0] ?? '' }
  ]
  for (const headers of attempts) expect((await ask('/files', headers, 'POST')).status, JSON.stringify(headers)).toBe(403)
  const answer = await ask('/files', { Origin: origin(), Authorization: authorization, 'X-File-Name': 'a.mp4' }, 'POST')
  expect(answer.status).toBe(201)
  expect(JSON.parse(answer.body)).toMatchObject({ name: 'a.mp4', bytes: 0 })
})

test('a WebSocket with a bad token, origin, host or path is 403', async () => {
  const good = `${tokenProtocolPrefix}${token}`
  const attempts: SocketAttempt[] = [
    { protocols: [] },
    { protocols: [socketProtocol] },
    { protocols: [good] },
    { protocols: [socketProtocol, `${tokenProtocolPrefix}wrong`] },
    { protocols: [socketProtocol, `${good}x`] },
    { headers: { Origin: 'http://evil.example' } },
    { headers: { Origin: `https://127.0.0.1:${host.port}` } },
    { headers: { Origin: 'null' } },
    { headers: { Host: `evil.example:${host.port}` } },
    { path: '/' },
    { path: `/rpc?token=1` }
  ]
  for (const attempt of attempts) expect(await openSocket(attempt), JSON.stringify(attempt)).toBe(403)
})

test('a WebSocket without an Origin is 403', async () => {
  const status = await new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, [socketProtocol, `${tokenProtocolPrefix}${token}`])
    socket.on('open', () => resolve('open'))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
    socket.on('error', reject)
  })
  expect(status).toBe(403)
})

test('a WebSocket with the token carries calls and events, and does not echo the token', async () => {
  const socket = await openOwnSocket()
  expect(socket.protocol).toBe(socketProtocol)
  const reply = nextMessage(socket)
  socket.send(JSON.stringify({ type: 'call', id: 7, method: 'system.describe', input: { a: 1 } }))
  expect(await reply).toEqual({
    type: 'reply',
    id: 7,
    outcome: { ok: true, value: { name: 'system.describe', input: { a: 1 } } }
  })
  const event = nextMessage(socket)
  hub.emit('system.closing', {})
  expect(await event).toEqual({ type: 'event', name: 'system.closing', payload: {} })
  socket.terminate()
})

test.each(['not json', '{}', '[]', '{"type":"call","id":-1,"method":"x"}', '{"type":"call","id":1,"method":7}'])(
  'the message %s closes its own socket and nothing else',
  async (text) => {
    const [broken, other] = [await openOwnSocket(), await openOwnSocket()]
    const code = new Promise((resolve) => broken.on('close', resolve))
    broken.send(text)
    expect(await code).toBe(1008)
    const reply = nextMessage(other)
    other.send(JSON.stringify({ type: 'call', id: 1, method: 'm', input: null }))
    expect(await reply).toMatchObject({ type: 'reply', id: 1 })
    other.terminate()
  }
)

test('a message above the limit closes its socket', async () => {
  const socket = await openOwnSocket()
  const code = new Promise((resolve) => socket.on('close', resolve))
  socket.send('x'.repeat(5 * 2 ** 20))
  expect(await code).toBe(1009)
})

test('the token is at least 24 random bytes, in the fragment only, and new for every start', async () => {
  expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(24)
  const link = new URL(host.link)
  expect(link.pathname + link.search).toBe('/')
  const second = await startHttpHost({ dispatch: async () => ({ ok: true, value: null }), hub, media, pages, received, port: 0 })
  expect(second.link).not.toContain(token)
  await second.close()
})

test('a port that is taken is a clear error', async () => {
  const start = startHttpHost({ dispatch: async () => ({ ok: true, value: null }), hub, media, pages, received, port: host.port })
  await expect(start).rejects.toThrow(/another program uses this port.*--port/)
})
