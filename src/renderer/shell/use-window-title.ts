/** The window's title: the project, and how much longer its work takes, for whoever looks at the task bar. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { showDuration } from '../queue/show-duration.ts'
import type { Studio } from '../store/studio.ts'

export function useWindowTitle({ project, queue }: Studio): void {
  const { t } = useTranslation()
  const name = useStore(project, (state) => state.project?.name)
  const eta = useStore(queue, ({ state }) => (state.running === 0 ? null : state.etaSeconds))
  const rest = eta === null ? null : showDuration(eta)
  useEffect(() => {
    document.title = [rest, name, t('title')].filter((part) => part !== null && part !== undefined).join(' · ')
  }, [rest, name, t])
}
