/** The right side: the shot's prompt, how it is drawn, the work that is under way, the take's facts, the shot's notes. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import { DensifyPanel } from './DensifyPanel.tsx'
import { PromptPanel } from './PromptPanel.tsx'
import { SamplingPanel } from './SamplingPanel.tsx'
import { ShotDetails } from './ShotDetails.tsx'
import { TakeFacts } from './TakeFacts.tsx'

export function Inspector() {
  const { t } = useTranslation()
  const { project, takes } = useStudio()
  const shot = useStore(project, ({ shots, shotId }) => shots.find(({ id }) => id === shotId))
  const take = useStore(takes, (state) => state.takes?.find(({ id }) => id === state.takeId))
  return (
    <aside className="inspector" aria-label={t('inspector.title')}>
      {shot === undefined ? (
        <p className="quiet small">{t('inspector.empty')}</p>
      ) : (
        <>
          <PromptPanel key={shot.id} shot={shot} />
          <DensifyPanel />
          <SamplingPanel />
          <ShotDetails key={`${shot.id} details`} shot={shot} />
          {take !== undefined && <TakeFacts take={take} />}
        </>
      )}
    </aside>
  )
}
