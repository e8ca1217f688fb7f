/** A tab for each layer, with how many tokens it has and what is special about them. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { countCells } from '../../shared/tokens/layout.ts'
import { useStudio } from '../store/studio-context.tsx'
import { shapesOf } from './board-model.ts'
import { useBoard } from './use-board.ts'

export const boardPanelId = 'board-panel'

export function LayerTabs() {
  const { t, i18n } = useTranslation()
  const { editor, takes, pack } = useStudio()
  const tokens = useStore(takes, (state) => state.tokens)
  const open = useStore(pack, (state) => state.pack)
  const take = useStore(takes, (state) => state.takes?.find(({ id }) => id === state.takeId))
  const board = useBoard()
  const shapes = shapesOf(tokens, open)
  const count = new Intl.NumberFormat(i18n.language)

  return (
    <div role="tablist" aria-label={t('board.layers')} className="layer-tabs">
      {shapes.map((shape, order) => {
        const state = take?.layers.find(({ layer }) => layer === shape.index)
        const isOpen = board?.order === order
        return (
          <button
            key={shape.index}
            type="button"
            role="tab"
            aria-selected={isOpen}
            aria-controls={boardPanelId}
            tabIndex={isOpen ? 0 : -1}
            className="layer-tab"
            data-missing={take !== undefined && state === undefined}
            onClick={() => editor.openLayer(shape.index)}
            onKeyDown={(event) => {
              const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
              const next = shapes[order + by]
              if (by === 0 || next === undefined) return
              editor.openLayer(next.index)
              const tabs = event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role=tab]')
              tabs?.[order + by]?.focus()
            }}
          >
            {shape.name} <span className="count">{count.format(countCells(shape.grid))}</span>
            {state !== undefined && state.stale > 0 && (
              <span className="stale-dot" role="img" aria-label={t('board.staleCount', { count: state.stale })} />
            )}
          </button>
        )
      })}
    </div>
  )
}
