/** Says to screen readers what sighted people see happen. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import { watchForAnnouncements } from './watch-for-announcements.ts'

export function Announcer() {
  const { t } = useTranslation()
  const studio = useStudio()
  const { text, count } = useStore(studio.notices, ({ spoken }) => spoken)
  useEffect(() => watchForAnnouncements(studio, t), [studio, t])
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {/* A sentence that is said twice must be another node to be read again. */}
      <span key={count}>{text}</span>
    </div>
  )
}
