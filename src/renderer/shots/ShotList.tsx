/** The shots in order: select, drag to reorder, and what to do where there are none. */
import { useState } from 'react'
import type { DragEvent } from 'react'
import { Play, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CommandButton } from '../commands/CommandButton.tsx'
import { useStudio } from '../store/studio-context.tsx'
import type { ShotId } from '../../shared/storyboard/ids.ts'
import { shotDragType } from './shot-drag.ts'
import { ShotRow } from './ShotRow.tsx'


export function ShotList() {
  const { t } = useTranslation()
  const { project } = useStudio()
  const shots = useStore(project, (state) => state.shots)
  const shotId = useStore(project, (state) => state.shotId)
  const [dropBefore, setDropBefore] = useState<ShotId | 'end' | null>(null)
  const total = shots.reduce((sum, shot) => sum + shot.durationSeconds, 0)

  const over = (event: DragEvent, place: ShotId | 'end') => {
    if (!event.dataTransfer.types.includes(shotDragType)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
    setDropBefore(place)
  }
  const drop = (event: DragEvent, place: ShotId | 'end') => {
    const moved = event.dataTransfer.getData(shotDragType) as ShotId
    setDropBefore(null)
    if (moved === '') return
    event.preventDefault()
    void project.moveShot(moved, place === 'end' ? null : place)
  }

  return (
    <nav className="shots" aria-label={t('shots.title')}>
      <div className="panel-head">
        <h2 className="caption">{t('shots.title')}</h2>
        <span className="caption">{t('shots.total', { seconds: Math.round(total) })}</span>
      </div>
      {shots.length === 0 && <p className="quiet small empty-words">{t('shots.empty')}</p>}
      <ol className="shot-rows" onDragLeave={() => setDropBefore(null)}>
        {shots.map((shot, index) => (
          <ShotRow
            key={shot.id}
            shot={shot}
            number={index + 1}
            isOpen={shot.id === shotId}
            isDropTarget={dropBefore === shot.id}
            onSelect={() => project.selectShot(shot.id)}
            onDragOver={(event) => over(event, shot.id)}
            onDrop={(event) => drop(event, shot.id)}
          />
        ))}
        <li
          className="drop-end"
          data-target={dropBefore === 'end'}
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
