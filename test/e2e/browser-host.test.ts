/** The browser host as a process: how it starts, fails and ends. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { startServer } from './studio.ts'

const program = resolve(import.meta.dirname, '../../out/main/server.js')

test('it ends with status 0 when it is asked to stop', async () => {
  const server = await startServer()
  expect(readdirSync(join(server.home, 'cache'))).toEqual([])
  expect(await server.stop()).toBe(0)
  expect(existsSync(server.home)).toBe(false)
})

test('the start script serves to a browser when asked to, and passes a stop on', async () => {
  const server = await startServer({}, [resolve(import.meta.dirname, '../../scripts/start.mjs'), '--browser'])
  expect(server.output()).not.toContain('instead of Electron')
  expect(await server.stop()).toBe(0)
})

test.runIf(process.platform === 'linux')('without a display the start script says why it opens no window', async () => {
  const start = resolve(import.meta.dirname, '../../scripts/start.mjs')
  const server = await startServer({ DISPLAY: '', WAYLAND_DISPLAY: '' }, [start])
  expect(server.output()).toContain('instead of Electron: this session has no display')
  expect(await server.stop()).toBe(0)
})

test('it prints its link and nothing else that is secret, and nothing to standard error', async () => {
  const server = await startServer()
  expect(server.output().match(/token/g)).toHaveLength(1)
  expect(server.output()).toContain('open on this machine only')
  await server.stop()
})

test('a port that is taken is one clear line and status 1, with the library closed again', async () => {
  const server = await startServer()
  const port = new URL(server.link).port
  const home = mkdtempSync(join(tmpdir(), 'second-'))
  const second = spawnSync(process.execPath, [program, '--port', port], {
    encoding: 'utf8',
    env: { ...process.env, HITVIDEO_HOME: home },
    timeout: 20_000
  })
  expect(second.status).toBe(1)
  expect(second.stderr).toMatch(/^listen on 127\.0\.0\.1:\d+: another program uses this port\..*--port.*\n$/)
  rmSync(home, { recursive: true })
  await server.stop()
})

test('a bad option is one clear line and status 1', () => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [program, '--port', 'many'], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^read the options: port: .*Usage: npm run serve -- \[--port 0-65535\]\.\n$/)
})
