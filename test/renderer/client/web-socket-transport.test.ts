/** The page's transport against the real browser host. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { startHttpHost } from '../../../src/main/http/host.ts'
import type { HttpHost } from '../../../src/main/http/host.ts'
import { createMediaLibrary } from '../../../src/main/media/library.ts'
import { createGrantedFiles } from '../../../src/main/services/granted-files.ts'
import { createEventHub } from '../../../src/main/services/event-hub.ts'
import { createWebSocketTransport } from '../../../src/renderer/client/web-socket-transport.ts'
import { ConnectionLostError } from '../../../src/shared/errors.ts'

const hub = createEventHub()
const files = createGrantedFiles()
const folder = mkdtempSync(join(tmpdir(), 'transport-'))
const realFetch = globalThis.fetch
let host: HttpHost

const start = (port: number) =>
  startHttpHost({
    dispatch: async (name, input) => {
      if (name === 'test.never') await new Promise(() => undefined)
      return { ok: true, value: { name, input } }
    },
    hub,
    media: createMediaLibrary(),
    pages: new Map(),
    received: { files, folder },
    port
  })

/** A browser adds Origin by itself and resolves addresses against the page. */
function open(link: string) {
  const { origin, host: address, hash } = new URL(link)
  vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
    realFetch(new URL(path, origin), { ...init, headers: { ...init.headers, Origin: origin } })
  )
  vi.stubGlobal(
    'WebSocket',
    class extends NodeWebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { origin })
      }
    }
  )
  return createWebSocketTransport({ host: address } as Location, hash.replace('#token=', ''))
}

beforeAll(async () => {
  host = await start(0)
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await host.close()
  rmSync(folder, { recursive: true, force: true })
})

test('calls made before the connection is open wait for it', async () => {
  const transport = open(host.link)
  const value = await transport.call('system.describe', { a: 1 })
  expect(value).toEqual({ ok: true, value: { name: 'system.describe', input: { a: 1 } } })
  expect(transport.getState()).toBe('open')
})

test('events reach the listener', async () => {
  const transport = open(host.link)
  await transport.call('any', {})
  const seen: string[] = []
  transport.onEvent((name) => seen.push(name))
  hub.emit('system.closing', {})
  await vi.waitFor(() => expect(seen).toEqual(['system.closing']))
})

test('a file that is sent arrives whole, under a name that no header could hold', async () => {
  const transport = open(host.link)
  const bytes = 'frame '.repeat(50_000)
  const { handle, name } = await transport.sendFile(new File([bytes], 'Hündchen 日本.mp4'))
  expect(name).toBe('Hündchen 日本.mp4')
  expect(readFileSync(files.resolve(handle, 'read'), 'utf8')).toBe(bytes)
})

test('a file that is sent to a host which does not know the page is refused in words', async () => {
  const transport = open(host.link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))
  await expect(transport.sendFile(new File(['x'], 'a.mp4'))).rejects.toThrow(/Open the link/)
})

test('a lost connection rejects what is under way, shows, and is tried again', async () => {
  const other = await start(0)
  const transport = open(other.link)
  const states: string[] = []
  transport.onState(() => states.push(transport.getState()))
  await transport.call('any', {})
  const underWay = transport.call('test.never', {})
  await other.close()
  await expect(underWay).rejects.toThrow(ConnectionLostError)
  expect(states).toEqual(['open', 'lost'])
  // The same address with another token, as after a restart: waiting does not help, the person needs the new link.
  const restarted = await start(other.port)
  onTestFinished(() => restarted.close())
  await vi.waitFor(() => expect(states).toEqual(['open', 'lost', 'refused']), 3000)
  await expect(transport.call('any', {})).rejects.toThrow(ConnectionLostError)
})
