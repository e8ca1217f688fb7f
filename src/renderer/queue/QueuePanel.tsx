/** All work: what runs, what waits, what has ended; hold, pause, reorder, cancel, again. */
import { Pause, Play, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Dialog } from '../shell/Dialog.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { JobRow } from './JobRow.tsx'

export function QueuePanel() {
  const { t } = useTranslation()
  const { queue, view } = useStudio()
  const jobs = useStore(queue, (state) => state.jobs)
  const isHeld = useStore(queue, ({ state }) => state.isHeld)
  const waiting = jobs.filter(({ state }) => state === 'waiting' || state === 'paused')
  return (
    <Dialog title={t('queue.title')} onClose={() => view.closeDialog()}>
      <div className="row spread">
        <button type="button" aria-pressed={isHeld} onClick={() => void queue.hold(!isHeld)}>
          {isHeld ? <Play aria-hidden size={16} /> : <Pause aria-hidden size={16} />}
          {isHeld ? t('queue.goOn') : t('queue.hold')}
        </button>
        <button type="button" onClick={() => void queue.clear()}>
          <Trash2 aria-hidden size={16} />
          {t('queue.clear')}
        </button>
      </div>
      {jobs.length === 0 ? (
        <p className="quiet empty-words">{t('queue.empty')}</p>
      ) : (
        <ul className="job-rows">
          {jobs.map((job) => {
            const place = waiting.indexOf(job)
            return <JobRow key={job.id} job={job} before={place > 0 ? waiting[place - 1] : undefined} />
          })}
        </ul>
      )}
    </Dialog>
  )
}
