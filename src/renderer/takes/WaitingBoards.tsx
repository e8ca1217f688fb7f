/** Places in the contact sheet for boards and cells that are being made. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'

export function WaitingBoards() {
  const { t } = useTranslation()
  const { queue, project, takes } = useStudio()
  const shotId = useStore(project, (state) => state.shotId)
  const own = useStore(takes, (state) => state.takes)
  const jobs = useStore(queue, (state) => state.jobs)
  const waiting = jobs.filter(({ state, request }) => {
    if (state !== 'running' && state !== 'waiting' && state !== 'paused') return false
    if (request.kind === 'board') return request.shotId === shotId
    return request.kind === 'reroll' && own?.some(({ id }) => id === request.takeId) === true
  })
  return waiting.flatMap(({ id, request, progress }) =>
    Array.from({ length: request.kind === 'board' ? request.seeds.length : 1 }, (_, i) => (
      <li key={`${id} ${i}`} className="take-waiting" aria-hidden={i > 0}>
        <progress aria-label={t('takes.making')} value={progress.done} max={Math.max(1, progress.total)} />
      </li>
    ))
  )
}
