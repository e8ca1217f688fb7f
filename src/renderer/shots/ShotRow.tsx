/** One shot of the list. */
import type { DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { PreviewPicture } from '../previews/PreviewPicture.tsx'
import type { ShotSummary } from '../../shared/storyboard/shot.ts'
import { shotDragType } from './drag-types.ts'

interface ShotRowProps {
  readonly shot: ShotSummary
  readonly number: number
  readonly isOpen: boolean
  /** Where what is dragged would go. */
  readonly drop: 'before' | 'into' | undefined
  onSelect(): void
  onDragOver(event: DragEvent): void
  onDrop(event: DragEvent): void
}

export function ShotRow({ shot, number, isOpen, drop, onSelect, onDragOver, onDrop }: ShotRowProps) {
  const { t } = useTranslation()
  const { chosenTakeId, prompt, durationSeconds, takeCount, dialogue } = shot
  const details = [
    t('shots.seconds', { seconds: durationSeconds }),
    takeCount === 0 ? t('shots.noTakes') : t('shots.takes', { count: takeCount }),
    dialogue === '' ? '' : `“${dialogue}”`
  ]
  return (
    <li data-drop={drop} onDragOver={onDragOver} onDrop={onDrop}>
      <button
        type="button"
        className="shot-row"
        draggable
        aria-current={isOpen ? 'true' : undefined}
        onClick={onSelect}
        onDragStart={(event) => {
          event.dataTransfer.setData(shotDragType, shot.id)
          event.dataTransfer.effectAllowed = 'move'
        }}
      >
        <span className="shot-picture">
          {chosenTakeId === null ? (
            <span className="shot-number">{number}</span>
          ) : (
            <PreviewPicture source={{ kind: 'take', takeId: chosenTakeId, layers: null }} motion="still" />
          )}
        </span>
        <span className="shot-words">
          <span className="shot-prompt">{prompt === '' ? t('shots.untitled') : prompt}</span>
          <span className="quiet small">{details.filter((part) => part !== '').join(' · ')}</span>
        </span>
      </button>
    </li>
  )
}
