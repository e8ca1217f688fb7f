/** The security statements of the Electron host, on a recording stub of the module. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as electron from './recording-electron.ts'

vi.mock('electron', () => import('./recording-electron.ts'))

const folder = mkdtempSync(join(tmpdir(), 'boot-'))
mkdirSync(join(folder, 'out', 'renderer'), { recursive: true })
writeFileSync(join(folder, 'out', 'renderer', 'index.html'), '<!doctype html>')

beforeAll(async () => {
  vi.stubEnv('HITVIDEO_HOME', join(folder, 'home'))
  const { runElectron } = await import('../../src/main/electron/run.ts')
  await runElectron(folder)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

function openedWindow(): electron.BrowserWindow {
  const [window] = electron.BrowserWindow.opened
  if (window === undefined) throw new Error('no window was opened')
  return window
}

test('the sandbox and the schemes are set up before the application is ready', () => {
  expect(electron.app.calls.slice(0, 3)).toEqual(['enableSandbox', 'schemes', 'ready'])
  expect(electron.errorBoxes).toEqual([])
})

test('one window opens on the page, isolated, sandboxed, without Node', () => {
  expect(electron.BrowserWindow.opened).toHaveLength(1)
  expect(openedWindow().url).toBe('studio://app/')
  expect(openedWindow().options['webPreferences']).toMatchObject({
    preload: join(folder, 'out', 'preload', 'index.cjs'),
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false
  })
})

test('the window is shown once it has something to show', () => {
  expect(openedWindow().calls).not.toContain('show')
  openedWindow().emit('ready-to-show')
  expect(openedWindow().calls).toContain('show')
})

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('%s is denied', (name) => {
  const preventDefault = vi.fn()
  openedWindow().webContents.emit(name, { preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
})

test('no page opens a window, and only listed https links go to the browser', () => {
  const open = openedWindow().webContents.windowOpenHandler
  for (const url of ['https://evil.example/', 'file:///etc/passwd', 'http://arxiv.org/abs/2502.07737', 'javascript:alert(1)']) {
    expect(open?.({ url })).toEqual({ action: 'deny' })
  }
  expect(electron.openedLinks).toEqual([])
  expect(open?.({ url: 'https://arxiv.org/abs/2502.07737' })).toEqual({ action: 'deny' })
  expect(electron.openedLinks).toEqual(['https://arxiv.org/abs/2502.07737'])
})

test('every permission is denied', () => {
  const grant = vi.fn()
  electron.permissionHandlers.get('request')?.({}, 'media', grant)
  expect(grant).toHaveBeenCalledExactlyOnceWith(false)
  expect(electron.permissionHandlers.get('check')?.({}, 'clipboard-read')).toBe(false)
  expect(electron.permissionHandlers.get('device')?.({})).toBe(false)
})

test('the page comes over its own scheme with the policy, and nothing else does', async () => {
  const handle = electron.protocolHandlers.get('studio')
  const ask = async (url: string) => handle?.(new Request(url))
  const response = await ask('studio://app/')
  expect(response?.status).toBe(200)
  const policy = response?.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
  expect(policy).toContain('media-src \'self\' blob: studio-media://media')
  expect(policy).not.toContain('unsafe')
  for (const url of ['studio://app/../../package.json', 'studio://app/%2e%2e/package.json', 'studio://other/']) {
    expect((await ask(url))?.status, url).toBe(404)
  }
})

test('media comes by id only, with the same headers', async () => {
  const handle = electron.protocolHandlers.get('studio-media')
  for (const url of ['studio-media://media/none', 'studio-media://media/../../etc/passwd', 'studio-media://other/x']) {
    const response = await handle?.(new Request(url))
    expect(response?.status, url).toBe(404)
    expect(response?.headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test('neither scheme may bypass the policy', () => {
  for (const privileges of electron.schemes.values()) {
    expect(privileges['bypassCSP'] ?? false).toBe(false)
    expect(privileges['corsEnabled'] ?? false).toBe(false)
  }
})

test('a call from the page is answered', async () => {
  const { webContents } = openedWindow()
  const call = electron.ipcHandlers.get('studio:call')
  const outcome = await call?.({ sender: webContents, senderFrame: webContents.mainFrame }, 'system.describe', {})
  expect(outcome).toMatchObject({ ok: true, value: { host: 'electron' } })
})

test('a call from a subframe, another origin or a closed frame is refused', async () => {
  const { webContents } = openedWindow()
  const call = electron.ipcHandlers.get('studio:call')
  const foreign = (url: string) => {
    const mainFrame = { url }
    return { sender: { mainFrame }, senderFrame: mainFrame }
  }
  const events = [
    { sender: webContents, senderFrame: { url: 'studio://app/' } },
    { sender: webContents, senderFrame: null },
    foreign('https://evil.example/'),
    foreign('file:///index.html'),
    foreign('studio://app.evil.example/'),
    foreign('studio://other/')
  ]
  for (const event of events) {
    expect(await call?.(event, 'system.describe', {})).toMatchObject({ ok: false, error: { kind: 'invalid-input' } })
  }
})

test('the page sends a file over its own scheme and gets a handle, not a path', async () => {
  const request = new Request('studio://app/files', { method: 'POST', headers: { 'X-File-Name': 'a.mp4' }, body: 'frames' })
  const response = await electron.protocolHandlers.get('studio')?.(request)
  expect(response?.status).toBe(201)
  const text = await response?.text()
  expect(JSON.parse(text ?? '')).toMatchObject({ name: 'a.mp4', bytes: 6 })
  expect(text).not.toContain(folder)
})

test('where to write is chosen in the dialog of the system', async () => {
  const { webContents } = openedWindow()
  const call = (input: unknown) =>
    electron.ipcHandlers.get('studio:call')?.(
      { sender: webContents, senderFrame: webContents.mainFrame },
      'files.chooseTarget',
      input
    )
  expect(await call({ suggestedName: 'dog.mp4' })).toEqual({ ok: true, value: { target: null } })
  expect(electron.dialog.suggested).toEqual([join('/home/ada/videos', 'dog.mp4')])
  electron.dialog.answer = { canceled: false, filePath: '/home/ada/videos/other.mp4' }
  const outcome = await call({ suggestedName: 'dog.mp4' })
  expect(outcome).toMatchObject({ ok: true, value: { target: { name: 'other.mp4' } } })
  expect(JSON.stringify(outcome)).not.toContain('/home')
})

test('another ffmpeg is chosen in the dialog of the system, and a page cannot name one', async () => {
  const { webContents } = openedWindow()
  const call = (method: string, input: unknown) =>
    electron.ipcHandlers.get('studio:call')?.({ sender: webContents, senderFrame: webContents.mainFrame }, method, input)
  expect(await call('ffmpeg.browse', {})).toMatchObject({ ok: true, value: { source: 'bundled', canBrowse: true } })
  electron.dialog.opened = { canceled: false, filePaths: [join(folder, 'nowhere')] }
  expect(await call('ffmpeg.browse', {})).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  expect(await call('settings.edit', { edit: { ffmpegPath: '/bin/sh' } })).toMatchObject({ ok: false, error: { kind: 'invalid-input' } })
})

test('a second start brings the window to the front', () => {
  electron.app.emit('second-instance')
  expect(openedWindow().calls).toEqual(expect.arrayContaining(['restore', 'focus']))
})

test('quitting waits until the services are closed, and tells the page', async () => {
  const preventDefault = vi.fn()
  electron.app.emit('before-quit', { preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
  await vi.waitFor(() => expect(electron.app.calls).toContain('quit'))
  expect(openedWindow().webContents.sent).toContainEqual(['studio:event', 'system.closing', {}])
  electron.app.emit('before-quit', { preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
})
