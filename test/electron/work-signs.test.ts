/** What the desktop shows of the studio's work, and what it asks before it leaves, on a recording stub of the module. */
import { beforeEach, expect, test, vi } from 'vitest'
import { settingsDefaults } from '../../src/shared/storyboard/settings.ts'
import { createEventHub } from '../../src/main/services/event-hub.ts'
import type { EventPayload } from '../../src/shared/contract.ts'
import * as electron from './recording-electron.ts'

vi.mock('electron', () => import('./recording-electron.ts'))

const progress = { done: 0, total: 16, unit: 'tokens', layer: 3, etaSeconds: 4 } as const
const idle = { isHeld: false, running: 0, waiting: 0, paused: 0, etaSeconds: null }

type QueueChange = EventPayload<'queue.changed'>

const job = (state: QueueChange['jobs'][number]['state']) =>
  ({
    id: 'job-000000000001',
    request: { kind: 'board', shotId: 'shot-000000000001', seeds: [1], sampling: [], packId: null },
    projectId: 'project-000000000001',
    state, progress, error: null, result: null, attempts: 1, createdAt: 1, startedAt: 2, finishedAt: null
  }) as unknown as QueueChange['jobs'][number]

async function setup() {
  const { setupWork } = await import('../../src/main/electron/setup-work.ts')
  const hub = createEventHub()
  const window = new electron.BrowserWindow({})
  const work = await setupWork({ hub, dispatch: async () => ({ ok: true, value: settingsDefaults }) })
  const change = (state: Parameters<typeof job>[0], counts: Partial<typeof idle> = {}) =>
    hub.emit('queue.changed', { jobs: [job(state)], removedJobIds: [], state: { ...idle, ...counts } })
  return { hub, window, change, ...work }
}

beforeEach(() => {
  electron.BrowserWindow.opened.length = 0
  electron.BrowserWindow.isLookedAt = true
  electron.powerSaveBlocker.held.clear()
  electron.dialog.questions.length = 0
  electron.app.removeAllListeners()
  electron.app.calls.length = 0
})

test('the task bar shows how far what runs is, and nothing once it has ended', async () => {
  const { hub, window, change } = await setup()
  change('running', { running: 1 })
  hub.emit('queue.progress', { jobId: job('running').id, progress: { ...progress, done: 4 } })
  change('done')
  expect(window.calls).toEqual(['progress 0', 'progress 0.25', 'progress -1'])
})

test('the machine stays awake while work runs, unless the settings say otherwise', async () => {
  const { hub, change } = await setup()
  change('running', { running: 1 })
  expect(electron.powerSaveBlocker.held.size).toBe(1)
  hub.emit('settings.changed', { ...settingsDefaults, preventSleepWhileRendering: false })
  expect(electron.powerSaveBlocker.held.size).toBe(0)
  hub.emit('settings.changed', settingsDefaults)
  expect(electron.powerSaveBlocker.held.size).toBe(1)
  change('done')
  expect(electron.powerSaveBlocker.held.size).toBe(0)
})

test('a notification comes only where nobody looks, and leads back to the window', async () => {
  const { notify } = await import('../../src/main/electron/notify.ts')
  const { window } = await setup()
  notify({ title: 'The export is done', text: 'Morning walk' })
  expect(electron.Notification.shown).toEqual([])
  electron.BrowserWindow.isLookedAt = false
  notify({ title: 'The export is done', text: 'Morning walk' })
  expect(electron.Notification.shown.map(({ options }) => options)).toEqual([{ title: 'The export is done', body: 'Morning walk' }])
  electron.Notification.shown[0]?.emit('click')
  expect(window.calls).toContain('focus')
})

async function setupLeaving() {
  const { setupQuit } = await import('../../src/main/electron/quit.ts')
  const studio = await setup()
  const close = vi.fn(async () => undefined)
  const quit = setupQuit({ isUnfinished: () => studio.readWork().isUnfinished, language: () => studio.readSettings().language, close })
  const leave = () => {
    const preventDefault = vi.fn()
    electron.app.emit('before-quit', { preventDefault })
    return preventDefault
  }
  return { ...studio, ...quit, close, leave }
}

test('leaving asks while work is under way, in the language of the system, and stays where the answer is no', async () => {
  const { change, close, leave } = await setupLeaving()
  change('running', { running: 1 })
  electron.dialog.pressed = 1
  expect(leave()).toHaveBeenCalledOnce()
  await vi.waitFor(() => expect(electron.dialog.questions).toEqual(['Es wird noch gearbeitet.']))
  expect(close).not.toHaveBeenCalled()
  electron.dialog.pressed = 0
  // Asked again only once the first answer has been taken in.
  await vi.waitFor(() => {
    leave()
    expect(electron.dialog.questions).toHaveLength(2)
  })
  await vi.waitFor(() => expect(electron.app.calls).toEqual(['quit']))
  expect(close).toHaveBeenCalledOnce()
  expect(leave()).not.toHaveBeenCalled()
})

test('without work nothing is asked', async () => {
  const { change, leave } = await setupLeaving()
  change('done')
  leave()
  await vi.waitFor(() => expect(electron.app.calls).toEqual(['quit']))
  expect(electron.dialog.questions).toEqual([])
})

test.runIf(process.platform !== 'darwin')('closing the window asks as well, while there is one to ask in', async () => {
  const { openWindow } = await import('../../src/main/electron/window.ts')
  const { change, mayCloseWindow } = await setupLeaving()
  const window = openWindow('/studio', mayCloseWindow) as unknown as electron.BrowserWindow
  const preventDefault = vi.fn()
  window.emit('close', { preventDefault })
  expect(preventDefault).not.toHaveBeenCalled()
  change('waiting', { waiting: 1 })
  window.emit('close', { preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
  expect(electron.app.calls).toContain('quit')
})
