/**
 * The board for the keyboard and for screen readers: a grid that lies exactly over the canvas. Arrow keys move, Shift
 * extends the choice, Ctrl moves without choosing, Ctrl+Space adds the cell. Other keys are commands.
 */
import { useEffect, useMemo, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import { BoardCell } from './BoardCell.tsx'
import { cellBox, neighbour, rectangle } from './cells.ts'
import type { Direction } from './cells.ts'
import type { Marks } from './board-marks.ts'
import { describeCells } from './describe-cells.ts'
import { gridRows } from './grid-rows.ts'
import { reveal } from './zoom.ts'

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'rowStart',
  End: 'rowEnd'
}

export function BoardGrid({ marks }: { readonly marks: Marks }) {
  const { t } = useTranslation()
  const { editor, takes } = useStudio()
  // Cells of the take before stay until this one's are there.
  const isLoading = useStore(takes, (state) => state.isLoading)
  const selection = useStore(editor, (state) => state.selection)
  const focus = useStore(editor, (state) => state.focus)
  const view = useStore(editor, (state) => state.view)
  const ref = useRef<HTMLDivElement>(null)
  const { board, slice } = marks
  const { grid } = board
  const labels = useMemo(() => describeCells(marks, t), [marks, t])
  const plane = grid[1] * grid[2]
  // The player may have moved to another slice: the keyboard stays at the same place of the picture.
  const focused = slice * plane + (focus % plane)

  useEffect(() => {
    const hasKeyboard = ref.current?.contains(document.activeElement) === true
    if (!hasKeyboard) return
    // The view moves, never the page: scrolled cells would no longer lie over the canvas.
    ref.current?.querySelector<HTMLElement>(`[data-position="${focused}"]`)?.focus({ preventScroll: true })
    const { view: old } = editor.getState()
    const next = reveal(old, cellBox(grid, focused))
    if (next.x !== old.x || next.y !== old.y) editor.setView(next)
  }, [editor, grid, focused])

  const move = (event: KeyboardEvent) => {
    const hasControl = event.ctrlKey || event.metaKey
    if (hasControl && event.key === ' ') {
      event.preventDefault()
      event.stopPropagation()
      const next = new Set(selection)
      if (!next.delete(focused)) next.add(focused)
      editor.select(next, focused)
      return
    }
    const direction = directions[event.key]
    if (direction === undefined || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const isFar = hasControl && (direction === 'rowStart' || direction === 'rowEnd')
    const to = neighbour(grid, focused, isFar ? (direction === 'rowStart' ? 'start' : 'end') : direction)
    const { anchor } = editor.getState()
    const from = slice * plane + (anchor % plane)
    if (event.shiftKey) editor.select(rectangle(grid, from, to), to, from)
    else if (hasControl && !isFar) editor.select(selection, to, to)
    else editor.select(new Set([to]), to)
  }

  return (
    <div
      ref={ref}
      role="grid"
      className="board-grid"
      aria-label={t('board.gridLabel', { layer: board.shape.name })}
      aria-multiselectable="true"
      aria-busy={isLoading}
      aria-describedby="board-hint"
      style={{ left: `${view.x * 100}%`, top: `${view.y * 100}%`, width: `${view.scale * 100}%`, height: `${view.scale * 100}%` }}
      onKeyDown={move}
    >
      {gridRows(grid, slice).map((row) => (
        <div key={row[0]} role="row" className="board-row">
          {row.map((position) => (
            <BoardCell
              key={position}
              position={position}
              label={labels[position] ?? ''}
              isChosen={selection.has(position)}
              hasKeyboard={position === focused}
            />
          ))}
        </div>
      ))}
    </div>
  )
}
