/** The page: the start view or a project, and what lies over both. */
import { useStore } from 'zustand'
import { useCommandKeys } from '../commands/use-command-keys.ts'
import { usePlayerClock } from '../player/use-player-clock.ts'
import { StartView } from '../start/StartView.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { Announcer } from './Announcer.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { Dialogs } from './Dialogs.tsx'
import { DropTarget } from './DropTarget.tsx'
import { Notices } from './Notices.tsx'
import { useAppearance } from './use-appearance.ts'
import { useAwake } from './use-awake.ts'
import { useClipProportions } from './use-clip-proportions.ts'
import { useLeaveGuard } from './use-leave-guard.ts'
import { useNativeMenu } from './use-native-menu.ts'
import { useNotifications } from './use-notifications.ts'
import { useRefresh } from './use-refresh.ts'
import { useWindowTitle } from './use-window-title.ts'
import { Workspace } from './Workspace.tsx'

export function App() {
  const studio = useStudio()
  const hasProject = useStore(studio.project, ({ project, isOpening, problem }) => project !== null || isOpening || problem !== null)
  useRefresh(studio)
  useAppearance(studio)
  useCommandKeys(studio)
  usePlayerClock(studio.player)
  useClipProportions(studio)
  useAwake(studio)
  useWindowTitle(studio)
  useNativeMenu(studio)
  useNotifications(studio)
  useLeaveGuard(studio)
  return (
    <DropTarget>
      <ConnectionBanner />
      {hasProject ? <Workspace /> : <StartView />}
      <Dialogs />
      <Notices />
      <Announcer />
    </DropTarget>
  )
}
