/** The Electron host as a program, in order. */
import { join } from 'node:path'
import { app, BrowserWindow, dialog, utilityProcess } from 'electron'
import { StudioError } from '../../shared/errors.ts'
import { locateApplication, version } from '../application.ts'
import { forkWithUtilityProcess } from '../engine/host.ts'
import { createFolders, locateFolders } from '../folders.ts'
import { setupLastWords } from '../logging/last-words.ts'
import { openLog } from '../logging/log.ts'
import { loadPages } from '../pages/load-pages.ts'
import { createStudio } from '../services/index.ts'
import { chooseTarget } from './choose-target.ts'
import { setupConfinement } from './confinement.ts'
import { setupIpc } from './ipc.ts'
import { showMenu } from './menu.ts'
import { notify } from './notify.ts'
import { registerSchemes, setupProtocols } from './protocols.ts'
import { setupQuit } from './quit.ts'
import { setupWork } from './setup-work.ts'
import { focusWindow, openWindow } from './window.ts'

async function open(applicationFolder: string): Promise<void> {
  const folders = locateFolders()
  createFolders(folders)
  const log = openLog(folders.logs, 'studio')
  setupLastWords(log)
  await app.whenReady()
  setupConfinement()
  const pages = await loadPages(join(applicationFolder, 'out', 'renderer'))
  const studio = await createStudio({
    about: { version, host: 'electron' },
    folders,
    applicationFolder,
    log,
    wantedPack: process.env['HITVIDEO_PACK'],
    chooseTarget,
    showMenu,
    notify,
    fork: forkWithUtilityProcess((modulePath) => utilityProcess.fork(modulePath))
  })
  setupProtocols(pages, studio.media, studio.received)
  setupIpc(studio.dispatch, studio.hub)
  const { readSettings, readWork } = await setupWork(studio)
  const { mayCloseWindow } = setupQuit({
    isUnfinished: () => readWork().isUnfinished,
    language: () => readSettings().language,
    close: () => studio.close()
  })
  const open = () => openWindow(applicationFolder, mayCloseWindow)
  open()
  log.info({ version }, 'the studio is open')

  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
}

/**
 * Opens the studio, or brings its window to the front where it is open already. What must come before Electron is ready
 * is done before the first wait.
 * @param applicationFolder holds `out/`
 */
export async function runElectron(applicationFolder = locateApplication()): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  app.on('second-instance', focusWindow)
  app.enableSandbox()
  registerSchemes()
  try {
    await open(applicationFolder)
  } catch (error) {
    const message = error instanceof StudioError ? error.message : String((error as Error).stack)
    dialog.showErrorBox('HiTVideo Studio could not open', message)
    app.exit(1)
  }
}
