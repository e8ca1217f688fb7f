import { EventEmitter } from 'node:events'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { findEngineModule, forkWithUtilityProcess } from '../../../src/main/engine/host.ts'
import type { FromEngine } from '../../../src/main/engine/protocol.ts'

test("Electron's utility process is driven through the same shape as Node's fork", () => {
  const child = Object.assign(new EventEmitter(), {
    pid: 42,
    posted: [] as unknown[],
    isKilled: false,
    postMessage: (message: unknown) => void child.posted.push(message),
    kill: () => (child.isKilled = true)
  })
  const messages: FromEngine[] = []
  const endings: string[] = []
  const forked: string[] = []
  const fork = forkWithUtilityProcess((modulePath) => {
    forked.push(modulePath)
    return child
  })
  const host = fork('engine-process.js', {
    onMessage: (message) => void messages.push(message),
    onExit: (reason) => void endings.push(reason)
  })
  host.send({ type: 'cancel', id: 1 })
  child.emit('message', { type: 'ready' })
  host.kill()
  child.emit('exit', 7)
  expect({ forked, posted: child.posted, messages, endings, isKilled: child.isKilled, pid: host.pid }).toEqual({
    forked: ['engine-process.js'],
    posted: [{ type: 'cancel', id: 1 }],
    messages: [{ type: 'ready' }],
    endings: ['exit code 7'],
    isKilled: true,
    pid: 42
  })
})

test('the module is found from source, beside a built host, and from a chunk below it', async () => {
  const built = await mkdtemp(join(tmpdir(), 'hitvideo-built-'))
  await mkdir(join(built, 'chunks'))
  await writeFile(join(built, 'engine-process.js'), '')
  const module = join(built, 'engine-process.js')
  expect(findEngineModule()).toMatch(/process\.ts$/)
  expect(findEngineModule(pathToFileURL(join(built, 'cli.js')).href)).toBe(module)
  expect(findEngineModule(pathToFileURL(join(built, 'chunks', 'client-1.js')).href)).toBe(module)
})
