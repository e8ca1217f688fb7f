/** A cell of the board's DOM twin. Of hundreds, only those that have changed are drawn again. */
import { memo } from 'react'
import { useStudio } from '../store/studio-context.tsx'

interface BoardCellProps {
  readonly position: number
  readonly label: string
  readonly isChosen: boolean
  readonly hasKeyboard: boolean
}

export const BoardCell = memo(function BoardCell({ position, label, isChosen, hasKeyboard }: BoardCellProps) {
  const { editor } = useStudio()
  return (
    <div
      role="gridcell"
      className="board-cell"
      data-position={position}
      tabIndex={hasKeyboard ? 0 : -1}
      aria-selected={isChosen}
      aria-label={label}
      onFocus={() => {
        // A press has just chosen it: what was drawn last is older than the store.
        const now = editor.getState()
        if (position !== now.focus) editor.select(now.selection, position)
      }}
    />
  )
})
