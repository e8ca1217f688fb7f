/** The page's menus in the system's menu bar, on a recording stub of the module. */
import { expect, test, vi } from 'vitest'
import * as electron from './recording-electron.ts'

vi.mock('electron', () => import('./recording-electron.ts'))

test('menus are shown as they are given, and a chosen entry is told', async () => {
  const { showMenu } = await import('../../src/main/electron/menu.ts')
  const choose = vi.fn()
  showMenu(
    [
      {
        label: 'Board',
        items: [
          { command: 'board.lock', label: 'Lock', accelerator: 'L', isEnabled: false },
          { command: 'board.copy', label: 'Copy cells', accelerator: 'CommandOrControl+C', isEnabled: true },
          { command: 'view.packs', label: 'Model packs', accelerator: null, isEnabled: true }
        ]
      }
    ],
    choose
  )
  const board = electron.Menu.shown.find(({ label }) => label === 'Board')
  expect(board?.submenu?.map(({ label, enabled }) => [label, enabled])).toEqual([
    ['Lock', false],
    ['Copy cells', true],
    ['Model packs', true]
  ])
  expect(board?.submenu?.[1]?.accelerator).toBe('CommandOrControl+C')
  expect(board?.submenu?.[2]?.accelerator).toBeUndefined()
  board?.submenu?.[1]?.click?.()
  expect(choose).toHaveBeenCalledExactlyOnceWith('board.copy')
})
