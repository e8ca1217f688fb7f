/** The page's entry, in order: its policy, styles, then everything else. */
import './client/forbid-eval.ts'
import './theme.css'
import './shell/controls.css'
import './shell/shell.css'
import './shell/dialog.css'
import './start/start.css'
import './shots/shots.css'
import './board/board.css'
import './takes/takes.css'
import './inspector/inspector.css'
import './player/player.css'
import './export/export.css'

// Not a static import: those are evaluated before this module's own order counts, and schemas made before the policy is
// set would try to compile themselves.
const { openPage } = await import('./shell/open-page.tsx')
await openPage()
