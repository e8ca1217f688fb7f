/** A take as a small moving picture, looping by itself, in step with the player, or still. */
import { useEffect, useRef } from 'react'
import type { PreviewSource } from '../store/previews-store.ts'
import { useStudio } from '../store/studio-context.tsx'
import { useReducedMotion } from '../shell/use-reduced-motion.ts'
import { onAmbientTick } from './ambient-clock.ts'
import { drawFrame } from './frame-sheet.ts'
import { useInView } from './use-in-view.ts'
import { usePreview } from './use-preview.ts'

interface PreviewPictureProps {
  readonly source: PreviewSource | null
  /** `loop`: by itself; `player`: the player's frame; `still`: the middle of the clip. */
  readonly motion: 'loop' | 'player' | 'still'
  /** What it shows, where nothing beside it says so. */
  readonly label?: string
}

export function PreviewPicture({ source, motion, label }: PreviewPictureProps) {
  const { player } = useStudio()
  const isReduced = useReducedMotion()
  const [frameRef, isInView] = useInView<HTMLDivElement>()
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const { sheet, problem, isLoading } = usePreview(isInView ? source : null)

  useEffect(() => {
    const canvas = canvasRef.current
    const context = canvas?.getContext('2d') ?? null
    if (canvas === null || context === null || sheet === null || !isInView) return undefined
    const { preview } = sheet
    canvas.width = preview.width
    canvas.height = preview.height
    let shown = -1
    const show = (frame: number) => {
      if (frame === shown) return
      shown = frame
      drawFrame(context, sheet, frame, { x: 0, y: 0, width: canvas.width, height: canvas.height })
    }
    if (motion === 'player') {
      show(player.getState().frame)
      return player.subscribe(({ frame }) => show(frame))
    }
    if (motion === 'still' || isReduced) {
      show(Math.floor(preview.frames / 2))
      return undefined
    }
    const showAt = (seconds: number) => show(Math.floor(seconds * preview.framesPerSecond) % preview.frames)
    showAt(performance.now() / 1000)
    return onAmbientTick(showAt)
  }, [sheet, motion, isInView, isReduced, player])

  const state = sheet === null ? (problem === null ? (isLoading ? 'loading' : 'empty') : 'problem') : 'shown'
  return (
    <div ref={frameRef} className="preview-picture" data-state={state} title={problem?.reason}>
      <canvas ref={canvasRef} role={label === undefined ? 'presentation' : 'img'} aria-label={label} />
    </div>
  )
}
