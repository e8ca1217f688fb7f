// Runs one of the built programs (`server`, `cli`) with what it needs installed and built first.
import { ensureBuilt } from './setup/build.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { become, fromProject, locateNode } from './setup/project.mjs'

const [program, ...args] = process.argv.slice(2)

ensureInstalled()
ensureBuilt()
// npm changes to the project's folder; a path on the command line is meant from where the person is.
become(locateNode(), [fromProject('out', 'main', `${program}.js`), ...args], {
  cwd: process.env.INIT_CWD ?? process.cwd()
})
