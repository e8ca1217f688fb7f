/** The system's notifications, for whoever is looking elsewhere. */
import { BrowserWindow, Notification } from 'electron'
import type { Notify } from '../services/system.ts'
import { focusWindow } from './window.ts'

export const notify: Notify = ({ title, text }) => {
  if (BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return
  const notification = new Notification({ title, body: text })
  notification.on('click', focusWindow)
  notification.show()
}
