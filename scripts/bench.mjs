// npm run bench: how fast the studio is on this machine, from a fresh clone.
import { ensureInstalled } from './setup/install.mjs'
import { become, fromProject, locateNode } from './setup/project.mjs'

ensureInstalled()
become(locateNode(), [fromProject('bench', 'run.ts'), ...process.argv.slice(2)])
