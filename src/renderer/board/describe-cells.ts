/** What a screen reader says of each cell of the slice that is shown, by raster position. */
import type { TFunction } from 'i18next'
import type { Marks } from './board-marks.ts'
import { cellName, slicePositions } from './cells.ts'

export function describeCells({ board, slice, entropyBits, differing }: Marks, t: TFunction): Readonly<Record<number, string>> {
  const describe = (position: number) => {
    const parts = [
      cellName(board.grid, position),
      board.codes === null ? t('board.cellEmpty') : '',
      board.locked.has(position) ? t('board.cellLocked') : '',
      board.stale.has(position) ? t('board.cellStale') : '',
      board.masked.has(position) ? t('board.cellMasked') : '',
      differing?.has(position) === true ? t('board.cellDiffers') : '',
      entropyBits === null ? '' : t('board.cellEntropy', { bits: (entropyBits[position] ?? 0).toFixed(1) })
    ]
    return parts.filter((part) => part !== '').join(', ')
  }
  return Object.fromEntries(slicePositions(board.grid, slice).map((position) => [position, describe(position)]))
}
