/** One take of the contact sheet. */
import { useEffect, useRef } from 'react'
import { Check, Star } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { takeDragType } from '../shots/drag-types.ts'
import { PreviewPicture } from '../previews/PreviewPicture.tsx'
import type { Take } from '../../shared/storyboard/take.ts'
import { useStudio } from '../store/studio-context.tsx'

interface TakeCardProps {
  readonly take: Take
  readonly parent: Take | undefined
  /** In the editor. */
  readonly isOpen: boolean
  /** Beside the one in the editor. */
  readonly isCompared: boolean
  /** The one that the storyboard shows. */
  readonly isChosen: boolean
}

export function TakeCard({ take, parent, isOpen, isCompared, isChosen }: TakeCardProps) {
  const { t } = useTranslation()
  const { takes } = useStudio()
  const ref = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isOpen) ref.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isOpen])
  const origin = parent === undefined ? t('takes.seed', { seed: take.seed }) : t('takes.from', { number: parent.number })
  const state = [isChosen ? t('takes.chosen') : '', take.starred ? t('takes.starred') : ''].filter((part) => part !== '')
  return (
    <li ref={ref}>
      <button
        type="button"
        className="take-card"
        aria-current={isOpen ? 'true' : undefined}
        data-compared={isCompared}
        aria-label={[t('takes.name', { number: take.number }), origin, ...state].join(', ')}
        title={take.name === '' ? undefined : take.name}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(takeDragType, take.id)
          event.dataTransfer.effectAllowed = 'copy'
        }}
        onClick={(event) => {
          if (event.shiftKey && !isOpen) takes.compareWith(take.id)
          else takes.select(take.id)
        }}
      >
        <PreviewPicture source={{ kind: 'take', takeId: take.id, layers: null }} motion="loop" />
        <span className="take-badges">
          {take.starred && <Star aria-hidden size={13} className="star" />}
          {isChosen && <Check aria-hidden size={13} strokeWidth={3} className="chosen" />}
        </span>
        <span className="take-line">
          <span className="take-words">
            {take.number} · {origin}
          </span>
        </span>
        <span className="take-layers" aria-hidden>
          {take.layers.map(({ layer }) => (
            <i key={layer} />
          ))}
        </span>
      </button>
    </li>
  )
}
