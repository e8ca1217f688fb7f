/** The board on a canvas: the picture, what lies over it, what is chosen. Keyboard and screen readers use BoardGrid. */
import type Konva from 'konva'
import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { Group, Image, Layer, Rect, Shape, Stage } from 'react-konva'
import { useStore } from 'zustand'
import type { FrameSheet } from '../previews/frame-sheet.ts'
import { frameBox } from '../previews/frame-sheet.ts'
import { useStudio } from '../store/studio-context.tsx'
import { drawMarks } from './board-marks.ts'
import type { Marks, MarksContext } from './board-marks.ts'
import { cellBox } from './cells.ts'
import type { Size } from './use-place.ts'

interface BoardStageProps {
  /** Of the board's place, in pixels. */
  readonly size: Size
  readonly sheet: FrameSheet | null
  readonly marks: Marks | null
  /** What is dragged follows the pointer without drawing the rest again. */
  readonly ghostRef: RefObject<Konva.Group | null>
}

export function BoardStage({ size, sheet, marks, ghostRef }: BoardStageProps) {
  const { player, editor } = useStudio()
  const view = useStore(editor, (state) => state.view)
  const selection = useStore(editor, (state) => state.selection)
  const pictureRef = useRef<Konva.Image>(null)

  useEffect(() => {
    const show = (frame: number) => {
      const picture = pictureRef.current
      if (picture === null || sheet === null) return
      picture.crop(frameBox(sheet.preview, frame))
      picture.getLayer()?.batchDraw()
    }
    show(player.getState().frame)
    return player.subscribe(({ frame }, old) => {
      if (frame !== old.frame) show(frame)
    })
  }, [player, sheet])

  const place = { x: view.x * size.width, y: view.y * size.height, scaleX: view.scale, scaleY: view.scale }
  const chosen = marks === null ? [] : [...selection].filter((position) => isInSlice(marks, position))
  return (
    <Stage {...size} listening={false}>
      <Layer listening={false}>
        <Group {...place}>
          {sheet !== null && <Image ref={pictureRef} image={sheet.picture} {...size} />}
        </Group>
      </Layer>
      <Layer listening={false}>
        <Group {...place}>
          {marks !== null && (
            <Shape sceneFunc={(context) => drawMarks(context as unknown as MarksContext, marks, size)} />
          )}
        </Group>
      </Layer>
      <Layer listening={false}>
        <Group {...place}>
          {marks !== null &&
            chosen.map((position) => <CellFrame key={position} marks={marks} position={position} size={size} />)}
          <Group ref={ghostRef} visible={false} opacity={0.7}>
            {marks !== null &&
              chosen.map((position) => <CellFrame key={position} marks={marks} position={position} size={size} isGhost />)}
          </Group>
        </Group>
      </Layer>
    </Stage>
  )
}

function isInSlice({ board, slice }: Marks, position: number): boolean {
  return Math.floor(position / (board.grid[1] * board.grid[2])) === slice
}

interface CellFrameProps {
  readonly marks: Marks
  readonly position: number
  readonly size: Size
  readonly isGhost?: boolean
}

function CellFrame({ marks, position, size, isGhost = false }: CellFrameProps) {
  const box = cellBox(marks.board.grid, position)
  return (
    <Rect
      x={box.x * size.width + 1.5}
      y={box.y * size.height + 1.5}
      width={box.width * size.width - 3}
      height={box.height * size.height - 3}
      stroke="#ffb454"
      strokeWidth={3}
      strokeScaleEnabled={false}
      dash={isGhost ? [6, 4] : []}
      fill={isGhost ? 'rgba(255, 180, 84, 0.3)' : 'rgba(255, 180, 84, 0.1)'}
    />
  )
}
