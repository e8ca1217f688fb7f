// npm run bench:page: the page alone, in Chromium: first scripts, first interaction, dragging while a clip is densified.
import { ensureBuilt } from './setup/build.mjs'
import { prepareChromium } from './setup/chromium.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { become, fromProject, giveUp, locateNode } from './setup/project.mjs'

ensureInstalled()
ensureBuilt()
const chromium = prepareChromium()
if ('reason' in chromium) giveUp(`Cannot measure the page: ${chromium.reason}.`)
else {
  process.env.CHROMIUM_PATH = chromium.path
  become(locateNode(), [fromProject('bench', 'page', 'run.ts'), ...process.argv.slice(2)])
}
