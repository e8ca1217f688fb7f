/** The shots in order: select, drag to reorder, drop takes on them, and what to do where there are none. */
import { useState } from 'react'
import type { DragEvent } from 'react'
import { Play, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { copyTake } from '../actions/takes.ts'
import { CommandButton } from '../commands/CommandButton.tsx'
import { useStudio } from '../store/studio-context.tsx'
import type { ShotId, TakeId } from '../../shared/storyboard/ids.ts'
import { shotDragType, takeDragType } from './drag-types.ts'
import { ShotRow } from './ShotRow.tsx'

/** A shot, or the free place after the last one. */
type Place = ShotId | 'end'

/** A shot goes before another, a take into one. */
function findDrop({ dataTransfer: { types } }: DragEvent): 'before' | 'into' | null {
  if (types.includes(shotDragType)) return 'before'
  return types.includes(takeDragType) ? 'into' : null
}

export function ShotList() {
  const { t } = useTranslation()
  const studio = useStudio()
  const { project } = studio
  const shots = useStore(project, (state) => state.shots)
  const shotId = useStore(project, (state) => state.shotId)
  const [target, setTarget] = useState<{ readonly place: Place; readonly drop: 'before' | 'into' } | null>(null)
  const total = shots.reduce((sum, shot) => sum + shot.durationSeconds, 0)

  const over = (event: DragEvent, place: Place) => {
    const drop = findDrop(event)
    // A take that is dropped where it is already would be copied for nothing.
    if (drop === null || (drop === 'into' && place === shotId)) {
      setTarget(null)
      return
    }
    event.preventDefault()
    event.dataTransfer.dropEffect = drop === 'into' ? 'copy' : 'move'
    setTarget({ place, drop })
  }
  const drop = (event: DragEvent, place: Place) => {
    setTarget(null)
    const before = place === 'end' ? null : place
    const moved = event.dataTransfer.getData(shotDragType) as ShotId | ''
    const copied = event.dataTransfer.getData(takeDragType) as TakeId | ''
    if (moved === '' && copied === '') return
    event.preventDefault()
    if (moved !== '') void project.moveShot(moved, before)
    else if (copied !== '') void copyTake(studio, copied, before)
  }

  return (
    <nav className="shots" aria-label={t('shots.title')}>
      <div className="panel-head">
        <h2 className="caption">{t('shots.title')}</h2>
        <span className="caption">{t('shots.total', { seconds: Math.round(total) })}</span>
      </div>
      {shots.length === 0 && <p className="quiet small empty-words">{t('shots.empty')}</p>}
      <ol className="shot-rows" onDragLeave={() => setTarget(null)}>
        {shots.map((shot, index) => (
          <ShotRow
            key={shot.id}
            shot={shot}
            number={index + 1}
            isOpen={shot.id === shotId}
            drop={target?.place === shot.id ? target.drop : undefined}
            onSelect={() => project.selectShot(shot.id)}
            onDragOver={(event) => over(event, shot.id)}
            onDrop={(event) => drop(event, shot.id)}
          />
        ))}
        <li
          className="drop-end"
          data-drop={target?.place === 'end' ? target.drop : undefined}
          onDragOver={(event) => over(event, 'end')}
          onDrop={(event) => drop(event, 'end')}
        />
      </ol>
      <div className="panel-foot">
        <CommandButton id="shot.new" icon={Plus} showsKey />
        <CommandButton id="play.storyboard" icon={Play} isIconOnly />
      </div>
    </nav>
  )
}
