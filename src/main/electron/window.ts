/** The studio's window. Its page has no Node, no other world and no way out. */
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'
import { pageOrigin } from './protocols.ts'

/** Dark like the page, so that nothing flashes while it loads. */
const backgroundColor = '#101114'

/** Brings the window to the front, wherever it is. */
export function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

/**
 * Opens a window on the page. It is shown once it has something to show.
 * @param mayClose where not, closing it asks to leave the application instead, while there is a window to ask in
 */
export function openWindow(applicationFolder: string, mayClose: () => boolean): BrowserWindow {
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
  window.on('close', (event) => {
    if (mayClose()) return
    event.preventDefault()
    app.quit()
  })
  void window.loadURL(`${pageOrigin}/`)
  return window
}
