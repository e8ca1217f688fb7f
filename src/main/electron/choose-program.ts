/** The system's own dialog for a program: the only way in which another ffmpeg gets into the settings. */
import { BrowserWindow, dialog } from 'electron'

/** The path that the person chose, or null. */
export async function chooseProgram(): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    properties: ['openFile'],
    ...(process.platform === 'win32' ? { filters: [{ name: 'ffmpeg', extensions: ['exe'] }] } : {})
  }
  const window = BrowserWindow.getFocusedWindow()
  const answer = await (window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options))
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}
