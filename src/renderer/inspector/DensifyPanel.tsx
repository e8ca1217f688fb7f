/** The work on the take in the editor: a bar for each layer, what is left, and the buttons that hold or end it. */
import { useMemo } from 'react'
import { Pause, Play, RotateCcw, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import { shapesOf } from '../board/board-model.ts'
import { showDuration } from '../queue/show-duration.ts'
import { Problem } from '../shell/Problem.tsx'
import { toFailure } from '../queue/job-failure.ts'
import { progressByLayer } from './layer-progress.ts'
import { LayerChoice } from './LayerChoice.tsx'

export function DensifyPanel() {
  const { t, i18n } = useTranslation()
  const { queue, takes, pack } = useStudio()
  const takeId = useStore(takes, (state) => state.takeId)
  const take = useStore(takes, (state) => state.takes?.find(({ id }) => id === state.takeId))
  const tokens = useStore(takes, (state) => state.tokens)
  const open = useStore(pack, (state) => state.pack)
  const job = useStore(queue, ({ jobs }) =>
    jobs.find(({ request, state }) => request.kind === 'densify' && request.takeId === takeId && state !== 'done' && state !== 'cancelled')
  )
  const present = useMemo(() => take?.layers.map(({ layer }) => layer) ?? [], [take])
  if (take === undefined) return null
  if (job === undefined) return <LayerChoice take={take} />
  const number = new Intl.NumberFormat(i18n.language)
  const bars = progressByLayer(job, shapesOf(tokens, open), present)
  const eta = job.progress.etaSeconds
  return (
    <section className="inspector-part">
      <div className="row spread">
        <h2 className="caption">{t('densify.title', { number: take.number })}</h2>
        <span className="small quiet">
          {job.state === 'running' ? (eta === null ? '' : t('densify.left', { time: showDuration(eta) })) : t(`queue.states.${job.state}`)}
        </span>
      </div>
      {bars.map(({ shape, done, total }) => (
        <div key={shape.index} className="progress-row">
          <span>{shape.name}</span>
          <span className="quiet">
            {number.format(done)} / {number.format(total)}
          </span>
          <progress aria-label={shape.name} value={done} max={Math.max(1, total)} data-done={done === total && total > 0} />
        </div>
      ))}
      {job.state === 'failed' && job.error !== null && <Problem failure={toFailure(job)} />}
      <div className="row">
        {job.state === 'paused' && (
          <button type="button" onClick={() => void queue.act('resume', job.id)}>
            <Play aria-hidden size={16} />
            {t('queue.resume')}
          </button>
        )}
        {(job.state === 'running' || job.state === 'waiting') && (
          <button type="button" onClick={() => void queue.act('pause', job.id)}>
            <Pause aria-hidden size={16} />
            {t('queue.pause')}
          </button>
        )}
        {job.state === 'failed' ? (
          <button type="button" onClick={() => void queue.act('retry', job.id)}>
            <RotateCcw aria-hidden size={16} />
            {t('queue.retry')}
          </button>
        ) : (
          <button type="button" onClick={() => void queue.act('cancel', job.id)}>
            <X aria-hidden size={16} />
            {t('queue.cancel')}
          </button>
        )}
      </div>
    </section>
  )
}
