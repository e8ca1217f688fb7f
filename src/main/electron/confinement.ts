/** What every page of the application is denied: other pages, other windows, devices. */
import { app, session, shell } from 'electron'
import type { WebContents } from 'electron'

/** The only addresses that a click may hand to the person's browser. */
const externalLinks = new Set(['https://ziqinzhou66.github.io/project/HiTVideo', 'https://arxiv.org/abs/2502.07737'])

function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (externalLinks.has(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/** Confines every page made from now on; permissions are denied whoever asks. */
export function setupConfinement(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents))
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, grant) => grant(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.setDevicePermissionHandler(() => false)
}
