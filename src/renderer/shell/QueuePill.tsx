/** How much work there is and how long it takes; opens the queue. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { showDuration } from '../queue/show-duration.ts'
import { useStudio } from '../store/studio-context.tsx'

export function QueuePill() {
  const { t } = useTranslation()
  const { queue, view } = useStudio()
  const { running, waiting, paused, etaSeconds, isHeld } = useStore(queue, ({ state }) => state)
  const count = running + waiting + paused
  const text = isHeld ? t('queue.held') : count === 0 ? t('queue.idle') : t('queue.pill', { count })
  return (
    <button type="button" className="pill" onClick={() => view.openDialog('queue')}>
      {text}
      {count > 0 && etaSeconds !== null && !isHeld && ` · ${showDuration(etaSeconds)}`}
    </button>
  )
}
