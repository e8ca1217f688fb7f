/** One job of the queue. */
import { ArrowUp, Pause, Play, RotateCcw, X } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../shared/storyboard/job.ts'
import { Problem } from '../shell/Problem.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { ExportOutcome } from './ExportOutcome.tsx'
import { toFailure } from './job-failure.ts'
import { showDuration } from './show-duration.ts'

interface JobRowProps {
  readonly job: Job
  /** The waiting job before it, where there is one. */
  readonly before: Job | undefined
}

export function JobRow({ job, before }: JobRowProps) {
  const { t, i18n } = useTranslation()
  const { queue } = useStudio()
  const { state, progress, request } = job
  const isEnded = state === 'done' || state === 'failed' || state === 'cancelled'
  const number = new Intl.NumberFormat(i18n.language)
  const button = (Icon: LucideIcon, label: string, onClick: () => void) => (
    <button type="button" className="icon-only" aria-label={label} title={label} onClick={onClick}>
      <Icon aria-hidden size={16} />
    </button>
  )
  return (
    <li className="job-row" data-state={state}>
      <div className="row spread">
        <span>
          {t(`queue.kinds.${request.kind}`)} <span className="quiet small">{t(`queue.states.${state}`)}</span>
        </span>
        <span className="row">
          {progress.total > 0 && (
            <span className="quiet small">
              {number.format(progress.done)} / {number.format(progress.total)} {t(`queue.units.${progress.unit}`)}
              {state === 'running' && progress.etaSeconds !== null && ` · ${showDuration(progress.etaSeconds)}`}
            </span>
          )}
          {before !== undefined && button(ArrowUp, t('queue.earlier'), () => void queue.move(job.id, before.id))}
          {(state === 'running' || state === 'waiting') && button(Pause, t('queue.pause'), () => void queue.act('pause', job.id))}
          {state === 'paused' && button(Play, t('queue.resume'), () => void queue.act('resume', job.id))}
          {(state === 'failed' || state === 'cancelled') && button(RotateCcw, t('queue.retry'), () => void queue.act('retry', job.id))}
          {!isEnded && button(X, t('queue.cancel'), () => void queue.act('cancel', job.id))}
        </span>
      </div>
      {!isEnded && <progress aria-label={t(`queue.kinds.${request.kind}`)} value={progress.done} max={Math.max(1, progress.total)} />}
      <ExportOutcome job={job} />
      {state === 'failed' && job.error !== null && <Problem failure={toFailure(job)} />}
    </li>
  )
}
