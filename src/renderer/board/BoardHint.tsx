/** What a cell is. It is a region over a stretch of time, not a moment: people should not have to guess. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import { framesOfSlice } from './cells.ts'
import { useBoard, useSlice } from './use-board.ts'

export function BoardHint() {
  const { t, i18n } = useTranslation()
  const { player } = useStudio()
  const board = useBoard()
  const slice = useSlice(board)
  const frames = useStore(player, (state) => state.frames)
  const rate = useStore(player, (state) => state.framesPerSecond)
  if (board === null) return null
  const [from, to] = framesOfSlice(board.grid, slice, frames)
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 })
  return (
    <p className="quiet small board-hint" id="board-hint">
      {board.grid[0] === 1
        ? t('board.hintWhole', { seconds: number.format(frames / rate) })
        : t('board.hintSlice', { from: number.format(from / rate), to: number.format(to / rate) })}
    </p>
  )
}
