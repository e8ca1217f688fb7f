/** What to do where a shot has no take yet. */
import { Sparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CommandButton } from '../commands/CommandButton.tsx'
import { toFailure } from '../queue/job-failure.ts'
import { PackProblem } from '../shell/PackProblem.tsx'
import { Problem } from '../shell/Problem.tsx'
import { useStudio } from '../store/studio-context.tsx'

/** Before the pack is known. */
const usualGrid = [1, 4, 4] as const

export function EmptyBoard() {
  const { t } = useTranslation()
  const { project, queue, pack } = useStudio()
  const [, rows, columns] = useStore(pack, (state) => state.pack?.reference.layers[0]?.grid) ?? usualGrid
  const shot = useStore(project, ({ shots, shotId }) => shots.find(({ id }) => id === shotId))
  const hasPack = useStore(pack, ({ problem }) => problem === null)
  const isWorking = useStore(queue, ({ jobs }) =>
    jobs.some(({ state, request }) => request.kind === 'board' && request.shotId === shot?.id && (state === 'running' || state === 'waiting'))
  )
  const failed = useStore(queue, ({ jobs }) => {
    const latest = jobs.find(({ request }) => request.kind === 'board' && request.shotId === shot?.id)
    return latest?.state === 'failed' ? latest : undefined
  })
  if (shot === undefined) {
    return (
      <div className="empty-board">
        <p>{t('board.noShot')}</p>
        <CommandButton id="shot.new" isPrimary showsKey />
      </div>
    )
  }
  return (
    <div className="empty-board">
      {hasPack ? (
        <div
          className="empty-grid"
          data-working={isWorking}
          aria-hidden
          style={{ gridTemplateColumns: `repeat(${columns}, 1fr)`, gridTemplateRows: `repeat(${rows}, 1fr)` }}
        >
          {Array.from({ length: rows * columns }, (_, i) => (
            <i key={i} />
          ))}
        </div>
      ) : (
        <PackProblem />
      )}
      {hasPack && failed !== undefined && !isWorking && (
        <Problem failure={toFailure(failed)} onRetry={() => void queue.act('retry', failed.id)} />
      )}
      <p role="status">{isWorking ? t('board.making') : shot.prompt.trim() === '' ? t('board.noPrompt') : t('board.noTake')}</p>
      {!isWorking && <CommandButton id={shot.prompt.trim() === '' ? 'generate.prompt' : 'generate.boards'} icon={Sparkles} isPrimary showsKey />}
    </div>
  )
}
