/** When the last change was on disk. The host says so only once it is. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import { useConnection } from '../client/client-context.tsx'
import { useNow } from './use-now.ts'

const minute = 60_000

export function SavedPill() {
  const { t } = useTranslation()
  const { project } = useStudio()
  const connection = useConnection()
  const savedAt = useStore(project, ({ history }) => history?.savedAt ?? null)
  const age = useNow(10_000) - (savedAt ?? 0)
  if (connection !== 'open') return <span className="pill problem">{t('project.notSaved')}</span>
  if (savedAt === null) return null
  return (
    <span className="pill" title={new Date(savedAt).toLocaleString()}>
      {age < minute ? t('project.savedNow') : t('project.savedAgo', { count: Math.round(age / minute) })}
    </span>
  )
}
