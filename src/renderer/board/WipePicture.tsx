/** Two takes in one picture: left of the slider the one, right of it the other, both at the player's frame. */
import { useEffect, useRef, useState } from 'react'
import { useStudio } from '../store/studio-context.tsx'
import { drawFrame } from '../previews/frame-sheet.ts'
import type { FrameSheet } from '../previews/frame-sheet.ts'
import { usePreview } from '../previews/use-preview.ts'
import type { PreviewSource } from '../store/previews-store.ts'

interface WipePictureProps {
  readonly left: PreviewSource
  readonly right: PreviewSource
  readonly label: string
}

/** Twice the size of a frame: the edge between both is drawn between its pixels. */
const drawnScale = 2

export function WipePicture({ left, right, label }: WipePictureProps) {
  const { player } = useStudio()
  const ref = useRef<HTMLCanvasElement>(null)
  const [percent, setPercent] = useState(50)
  const leftSheet = usePreview(left).sheet
  const rightSheet = usePreview(right).sheet

  useEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d') ?? null
    if (canvas === null || context === null || leftSheet === null || rightSheet === null) return undefined
    canvas.width = leftSheet.preview.width * drawnScale
    canvas.height = leftSheet.preview.height * drawnScale
    const draw = (sheet: FrameSheet, frame: number, from: number, to: number) => {
      context.save()
      context.beginPath()
      context.rect(from, 0, to - from, canvas.height)
      context.clip()
      drawFrame(context, sheet, frame, { x: 0, y: 0, width: canvas.width, height: canvas.height })
      context.restore()
    }
    const show = (frame: number) => {
      const edge = (canvas.width * percent) / 100
      draw(leftSheet, frame, 0, edge)
      draw(rightSheet, frame, edge, canvas.width)
    }
    show(player.getState().frame)
    return player.subscribe(({ frame }) => show(frame))
  }, [player, leftSheet, rightSheet, percent])

  return (
    <div className="wipe">
      <canvas ref={ref} role="presentation" />
      <input
        type="range"
        min={0}
        max={100}
        value={percent}
        aria-label={label}
        onChange={(event) => setPercent(Number(event.target.value))}
      />
    </div>
  )
}
