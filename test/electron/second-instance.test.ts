import { expect, test, vi } from 'vitest'
import * as electron from './recording-electron.ts'

vi.mock('electron', () => import('./recording-electron.ts'))

test('a studio that is open already opens no second window', async () => {
  electron.app.hasLock = false
  const { runElectron } = await import('../../src/main/electron/run.ts')
  await runElectron()
  expect(electron.app.calls).toEqual(['quit'])
  expect(electron.BrowserWindow.opened).toEqual([])
})
