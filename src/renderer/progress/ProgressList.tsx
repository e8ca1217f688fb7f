/** One bar for each layer and one for the frames. */
import { useTranslation } from 'react-i18next'
import type { PackDescription } from '../../shared/contract/clips.ts'
import { stageKey } from '../store/clip-store.ts'
import type { StageProgress } from '../store/clip-store.ts'

interface ProgressListProps {
  readonly stages: readonly StageProgress[]
  readonly isWorking: boolean
  readonly pack: PackDescription | null
}

export function ProgressList({ stages, isWorking, pack }: ProgressListProps) {
  const { t } = useTranslation()
  const name = ({ stage }: StageProgress) =>
    stage.kind === 'frames'
      ? t('progress.framesName')
      : (pack?.layers.find((layer) => layer.index === stage.layer)?.name ?? String(stage.layer))
  const isStarting = isWorking && stages.length === 0
  return (
    <section className="progress-list" aria-label={t('progress.title')}>
      {isStarting && <p className="quiet">{t('progress.starting')}</p>}
      {stages.map((progress) => (
        <div key={stageKey(progress.stage)} className="progress-row">
          <span>{name(progress)}</span>
          <span className="quiet">
            {t(progress.stage.kind === 'frames' ? 'progress.frames' : 'progress.tokens', {
              done: progress.done,
              total: progress.total
            })}
          </span>
          <progress aria-label={name(progress)} value={progress.done} max={Math.max(1, progress.total)} />
        </div>
      ))}
    </section>
  )
}
