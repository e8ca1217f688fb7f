/** Failures that have no place of their own, until they are dismissed. */
import { TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import type { Notice } from '../store/notices-store.ts'
import { useFailureWords } from './use-failure-words.ts'

export function Notices() {
  const { notices } = useStudio()
  const list = useStore(notices, (state) => state.notices)
  return (
    <div className="notices" role="alert">
      {list.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} onDismiss={() => notices.dismiss(notice.id)} />
      ))}
    </div>
  )
}

function NoticeCard({ notice, onDismiss }: { notice: Notice; onDismiss(): void }) {
  const { t } = useTranslation()
  const { title, text } = useFailureWords(notice.failure)
  return (
    <div className="notice">
      <TriangleAlert aria-hidden size={18} />
      <div>
        <p className="problem-title">{title}</p>
        <p>{text}</p>
      </div>
      <button type="button" className="icon-only" aria-label={t('problem.dismiss')} onClick={onDismiss}>
        <X aria-hidden size={16} />
      </button>
    </div>
  )
}
