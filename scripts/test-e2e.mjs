// npm run test:e2e: the end-to-end tests alone.
import { endToEnd } from './parts/checks.mjs'
import { ensureBuilt } from './setup/build.mjs'
import { ensureInstalled } from './setup/install.mjs'

ensureInstalled()
ensureBuilt()
process.exitCode = endToEnd().failed > 0 ? 1 : 0
