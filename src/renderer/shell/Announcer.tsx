/** Says to screen readers what sighted people see happen. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import { watchForAnnouncements } from './watch-for-announcements.ts'

export function Announcer() {
  const { t } = useTranslation()
  const studio = useStudio()
  const spoken = useStore(studio.notices, (state) => state.spoken)
  useEffect(() => watchForAnnouncements(studio, t), [studio, t])
  return (
    <div role="status" aria-live="polite" aria-atomic="false" className="visually-hidden">
      {/* Each is a node of its own: only what is added is read, and a sentence that is said twice is read twice. */}
      {spoken.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  )
}
