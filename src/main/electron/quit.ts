/** Leaving: asks where work is under way, closes the services, then lets the application go. */
import { app, BrowserWindow, dialog } from 'electron'
import { chooseQuitWords } from './quit-words.ts'

export interface QuitOptions {
  isUnfinished(): boolean
  /** The setting: BCP 47, or `system`. */
  language(): string
  /** Closes the services; what was shown as done is on disk afterwards. */
  close(): Promise<void>
}

async function confirm(language: string): Promise<boolean> {
  const { message, detail, quit, stay } = chooseQuitWords(language, app.getLocale())
  const options = { type: 'question' as const, message, detail, buttons: [quit, stay], defaultId: 0, cancelId: 1 }
  const window = BrowserWindow.getFocusedWindow()
  const { response } = await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options))
  return response === 0
}

/** @returns whether the window may close: on a Mac the application stays without one, elsewhere it would go with it */
export function setupQuit({ isUnfinished, language, close }: QuitOptions): { mayCloseWindow(): boolean } {
  let state: 'open' | 'leaving' | 'closed' = 'open'
  const leave = async () => {
    if (isUnfinished() && !(await confirm(language()))) {
      state = 'open'
      return
    }
    await close().finally(() => {
      state = 'closed'
      app.quit()
    })
  }
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'leaving') return
    state = 'leaving'
    void leave()
  })
  return { mayCloseWindow: () => process.platform === 'darwin' || state === 'closed' || !isUnfinished() }
}
