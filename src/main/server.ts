/** The browser host's entry: `npm run serve`. */
import { requireNode } from './require-node.ts'

requireNode()
// After the check: a module with native code must not be loaded by a Node that is too old.
const { runServer } = await import('./http/run.ts')
await runServer()
