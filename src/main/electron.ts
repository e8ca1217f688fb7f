/** The Electron host's entry. */
import { runElectron } from './electron/run.ts'

// Not awaited: Electron becomes ready only after its entry module has been evaluated.
void runElectron()
