/** The studio's window. Its page has no Node, no other world and no way out. */
import { join } from 'node:path'
import { BrowserWindow } from 'electron'
import { pageOrigin } from './protocols.ts'

/** Dark like the page, so that nothing flashes while it loads. */
const backgroundColor = '#101114'

/** Opens a window on the page. It is shown once it has something to show. */
export function openWindow(applicationFolder: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    title: 'HiTVideo Studio',
    show: false,
    backgroundColor,
    webPreferences: {
      preload: join(applicationFolder, 'out', 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false
    }
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${pageOrigin}/`)
  return window
}
