/** The dialog that is open. Those that are opened rarely come in files of their own, so that the page starts fast. */
import { lazy, Suspense } from 'react'
import type { ComponentType } from 'react'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import type { DialogName } from '../store/view-store.ts'
import { CommandPalette } from '../palette/CommandPalette.tsx'
import { QueuePanel } from '../queue/QueuePanel.tsx'

const dialogs: Readonly<Record<DialogName, ComponentType>> = {
  palette: CommandPalette,
  queue: QueuePanel,
  packs: lazy(() => import('../packs/PacksPanel.tsx').then(({ PacksPanel }) => ({ default: PacksPanel }))),
  settings: lazy(() => import('../settings/SettingsPanel.tsx').then(({ SettingsPanel }) => ({ default: SettingsPanel }))),
  shortcuts: lazy(() => import('../settings/ShortcutsPanel.tsx').then(({ ShortcutsPanel }) => ({ default: ShortcutsPanel }))),
  troubleshooting: lazy(() =>
    import('../troubleshooting/TroubleshootingPanel.tsx').then(({ TroubleshootingPanel }) => ({ default: TroubleshootingPanel }))
  ),
  storyboard: lazy(() => import('../player/StoryboardPlayer.tsx').then(({ StoryboardPlayer }) => ({ default: StoryboardPlayer }))),
  import: lazy(() => import('../import/ImportDialog.tsx').then(({ ImportDialog }) => ({ default: ImportDialog }))),
  export: lazy(() => import('../export/ExportDialog.tsx').then(({ ExportDialog }) => ({ default: ExportDialog }))),
  history: lazy(() => import('../history/HistoryPanel.tsx').then(({ HistoryPanel }) => ({ default: HistoryPanel })))
}

export function Dialogs() {
  const { view } = useStudio()
  const name = useStore(view, ({ dialog }) => dialog)
  if (name === null) return null
  const Open = dialogs[name]
  return (
    <Suspense fallback={null}>
      <Open />
    </Suspense>
  )
}
