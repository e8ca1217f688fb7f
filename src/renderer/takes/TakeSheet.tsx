/** The contact sheet: every take of the shot as a looping picture. */
import { Columns2, Star, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CommandButton } from '../commands/CommandButton.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { TakeCard } from './TakeCard.tsx'
import { WaitingBoards } from './WaitingBoards.tsx'

export function TakeSheet() {
  const { t } = useTranslation()
  const { takes: store, project } = useStudio()
  const { takes, takeId, compareId, isStarredOnly } = useStore(store)
  const chosenTakeId = useStore(project, ({ shots, shotId }) => shots.find(({ id }) => id === shotId)?.chosenTakeId ?? null)
  const shown = takes?.filter((take) => !isStarredOnly || take.starred) ?? []

  return (
    <section className="takes" aria-label={t('takes.title')}>
      <div className="panel-head">
        <h2 className="caption">{t('takes.count', { count: takes?.length ?? 0 })}</h2>
        <div className="row">
          <label className="check small">
            <input type="checkbox" checked={isStarredOnly} onChange={(event) => store.showStarredOnly(event.target.checked)} />
            {t('takes.starredOnly')}
          </label>
          <CommandButton id="take.compare" icon={Columns2} isPressed={compareId !== null} showsKey />
          <CommandButton id="take.star" icon={Star} showsKey />
          <CommandButton id="take.discard" icon={Trash2} showsKey />
        </div>
      </div>
      <ul className="take-cards">
        {shown.map((take) => (
          <TakeCard
            key={take.id}
            take={take}
            parent={takes?.find(({ id }) => id === take.parentTakeId)}
            isOpen={take.id === takeId}
            isCompared={take.id === compareId}
            isChosen={take.id === chosenTakeId}
          />
        ))}
        <WaitingBoards />
        {takes?.length === 0 && <li className="quiet small empty-words">{t('takes.empty')}</li>}
      </ul>
    </section>
  )
}
