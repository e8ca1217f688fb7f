/** Tells the system of the studio's work: progress in the task bar, and no sleep meanwhile where the settings want that. */
import { BrowserWindow, powerSaveBlocker } from 'electron'
import type { Work } from './watch-work.ts'

/** Electron's word for progress without an end in sight is any number above 1. */
const unknownShare = 2
const noProgress = -1

export interface WorkSigns {
  show(work: Work, keepsAwake: boolean): void
}

export function createWorkSigns(): WorkSigns {
  let blocker: number | null = null
  return {
    show: ({ isRunning, share }, keepsAwake) => {
      const progress = isRunning ? (share ?? unknownShare) : noProgress
      for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(progress)
      if (isRunning && keepsAwake) blocker ??= powerSaveBlocker.start('prevent-app-suspension')
      else if (blocker !== null) {
        powerSaveBlocker.stop(blocker)
        blocker = null
      }
    }
  }
}
