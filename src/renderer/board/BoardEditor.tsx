/** The board of the take in the editor: canvas below, its DOM twin above, and what is to be said where there is nothing. */
import type Konva from 'konva'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Problem } from '../shell/Problem.tsx'
import { useCoarser, usePreview } from '../previews/use-preview.ts'
import type { PreviewSource } from '../store/previews-store.ts'
import { useStudio } from '../store/studio-context.tsx'
import { BoardGrid } from './BoardGrid.tsx'
import { BoardStage } from './BoardStage.tsx'
import { useBoard, useDifference, useEntropy, useSlice } from './use-board.ts'
import { useBoardPointer } from './use-board-pointer.ts'
import { square, usePlace } from './use-place.ts'
import { usePixelRatio } from './use-pixel-ratio.ts'
import { useWorkingPreview } from './use-working-preview.ts'

export function BoardEditor() {
  const { t } = useTranslation()
  const { takes, previews, pack } = useStudio()
  const takeId = useStore(takes, (state) => state.takeId)
  const board = useBoard()
  const slice = useSlice(board)
  const entropyBits = useEntropy(board)
  const differing = useDifference(board)
  const clip = useStore(pack, (state) => state.pack?.clip) ?? square
  const [outerRef, size] = usePlace(clip)
  const pixelRatio = usePixelRatio()
  const placeRef = useRef<HTMLDivElement>(null)
  const ghostRef = useRef<Konva.Group>(null)
  const pointer = useBoardPointer({ board, slice, placeRef, ghostRef })

  const hasLayer = board !== null && board.codes !== null
  const layers = (board?.order ?? 0) + 1
  const working = useWorkingPreview(layers)
  const own: PreviewSource | null = takeId === null || !hasLayer ? null : { kind: 'take', takeId, layers }
  const source = own ?? working ?? (takeId === null ? null : { kind: 'take', takeId, layers: null })
  const { sheet, problem } = usePreview(source)
  const coarser = useCoarser(source)
  const marks = useMemo(
    () => (board === null ? null : { board, slice, entropyBits, differing }),
    [board, slice, entropyBits, differing]
  )

  return (
    <div ref={outerRef} className="board-outer">
      <div
        ref={placeRef}
        className="board-place"
        style={{ ...size }}
        data-loading={sheet === null && problem === null}
        {...pointer}
      >
        {/* Konva reads the pixel ratio when it makes its canvases. */}
        {size.width > 0 && (
          <BoardStage key={pixelRatio} size={size} sheet={sheet ?? coarser} marks={hasLayer ? marks : null} ghostRef={ghostRef} />
        )}
        {hasLayer && marks !== null && <BoardGrid marks={marks} />}
        {!hasLayer && <p className="board-missing">{t('board.layerMissing', { layer: board?.shape.name ?? '' })}</p>}
      </div>
      {problem !== null && <Problem failure={problem} onRetry={() => source !== null && previews.request(source)} />}
    </div>
  )
}
