/** The page's menus as the system's own. */
import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { ShowMenu } from '../services/system.ts'

/** A key alone, like L, belongs to whoever types; only keys with a modifier may be the system's on a Mac. */
const isShownOnMac = (accelerator: string | null) => accelerator?.includes('+') === true && !accelerator.startsWith('Shift+')

/**
 * Elsewhere than on a Mac accelerators are shown but not registered: the page hears its keys itself and knows whether
 * somebody is typing.
 */
export const showMenu: ShowMenu = (menu, choose) => {
  const isMac = process.platform === 'darwin'
  const groups = menu.map(({ label, items }): MenuItemConstructorOptions => ({
    label,
    submenu: items.map(({ command, label: words, accelerator, isEnabled }): MenuItemConstructorOptions => {
      const isShown = accelerator !== null && (!isMac || isShownOnMac(accelerator))
      return {
        label: words,
        enabled: isEnabled,
        registerAccelerator: isMac,
        click: () => choose(command),
        ...(isShown ? { accelerator } : {})
      }
    })
  }))
  // On a Mac copying and pasting of text go through the menu.
  const own: MenuItemConstructorOptions[] = isMac ? [{ role: 'appMenu' }, { role: 'editMenu' }] : []
  Menu.setApplicationMenu(Menu.buildFromTemplate([...own, ...groups]))
}
