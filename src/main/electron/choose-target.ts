/** The system's own dialog for a file to write. It asks before it lets a person choose one that is there. */
import { join } from 'node:path'
import { app, BrowserWindow, dialog } from 'electron'

/** The path that the person chose, or null. */
export async function chooseTarget(suggestedName: string): Promise<string | null> {
  const options = { defaultPath: join(app.getPath('videos'), suggestedName) }
  const window = BrowserWindow.getFocusedWindow()
  const answer = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options))
  return answer.canceled || answer.filePath === '' ? null : answer.filePath
}
