// npm start: the studio from a fresh clone. Installs and builds what is missing, then opens it in Electron, or serves it
// to a browser where Electron cannot be had. `npm start -- --browser` serves it in any case.
import { prepareElectron } from './setup/electron.mjs'
import { ensureBuilt } from './setup/build.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { become, fromProject, locateNode, projectFolder } from './setup/project.mjs'

const args = process.argv.slice(2)
const wantsBrowser = args.includes('--browser')
const others = args.filter((arg) => arg !== '--browser')

ensureInstalled()
ensureBuilt()

const electron = wantsBrowser ? { reason: 'asked for' } : prepareElectron()
if ('binary' in electron) {
  become(electron.binary, [projectFolder, ...others])
} else {
  if (!wantsBrowser) console.error(`Opening in the browser instead of Electron: ${electron.reason}.`)
  become(locateNode(), [fromProject('out', 'main', 'server.js'), ...others])
}
