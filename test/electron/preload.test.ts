import { expect, test, vi } from 'vitest'
import * as electron from './recording-electron.ts'

vi.mock('electron', () => import('./recording-electron.ts'))

test('the preload exposes call and on, nothing else, and hands over no Electron object', async () => {
  await import('../../src/preload/index.ts')
  expect([...electron.exposed.keys()]).toEqual(['hitvideoStudio'])
  const bridge = electron.exposed.get('hitvideoStudio')
  expect(Object.keys(bridge ?? {}).toSorted()).toEqual(['call', 'on'])

  await bridge?.['call']?.('system.describe', {})
  expect(electron.invoked).toEqual([['studio:call', 'system.describe', {}]])

  const seen: unknown[][] = []
  const stop = bridge?.['on']?.((...args: unknown[]) => seen.push(args)) as () => void
  electron.ipcRenderer.emit('studio:event', { sender: 'electron' }, 'system.closing', {})
  stop()
  electron.ipcRenderer.emit('studio:event', { sender: 'electron' }, 'system.closing', {})
  expect(seen).toEqual([['system.closing', {}]])
})
