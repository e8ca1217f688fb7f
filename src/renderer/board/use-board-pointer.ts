/**
 * The pointer on the board. A press chooses a cell (Shift: a range, Ctrl: adds it); dragging from a cell that was not
 * chosen draws a rectangle, dragging chosen cells moves them, and what they land on takes their places.
 */
import type Konva from 'konva'
import { useEffect, useRef } from 'react'
import type { PointerEvent, RefObject } from 'react'
import { moveChosen } from '../actions/board.ts'
import { useStudio } from '../store/studio-context.tsx'
import type { BoardModel } from './board-model.ts'
import { cellAtPoint, rectangle } from './cells.ts'
import { toCell } from '../../shared/tokens/layout.ts'
import { panBy, toPicture, zoomAt } from './zoom.ts'

interface Press {
  readonly from: number
  readonly kind: 'range' | 'move'
  /** Of the board's place when the press began: asking again with every move would lay the page out again. */
  readonly box: DOMRect
  to: number
}

interface BoardPointerOptions {
  readonly board: BoardModel | null
  readonly slice: number
  readonly placeRef: RefObject<HTMLDivElement | null>
  readonly ghostRef: RefObject<Konva.Group | null>
}

interface Point {
  readonly clientX: number
  readonly clientY: number
}

/** Where a point of the window lies in a box, as shares of its sides. */
function shareAt({ clientX, clientY }: Point, box: DOMRect) {
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height }
}

/** A notch of a wheel is about 100 pixels: a fifth larger or smaller. */
const zoomPerPixel = 0.0018

export function useBoardPointer({ board, slice, placeRef, ghostRef }: BoardPointerOptions) {
  const studio = useStudio()
  const { editor } = studio
  const press = useRef<Press | null>(null)

  const cellAt = (event: Point, box: DOMRect) => {
    const at = toPicture(editor.getState().view, shareAt(event, box))
    return board === null ? null : cellAtPoint(board.grid, slice, at.x, at.y)
  }
  const showGhost = (from: number, to: number) => {
    const ghost = ghostRef.current
    const place = placeRef.current
    if (ghost === null || place === null || board === null) return
    const [, fromRow, fromColumn] = toCell(board.grid, from)
    const [, toRow, toColumn] = toCell(board.grid, to)
    ghost.visible(from !== to)
    ghost.position({
      x: ((toColumn - fromColumn) * place.clientWidth) / board.grid[2],
      y: ((toRow - fromRow) * place.clientHeight) / board.grid[1]
    })
    ghost.getLayer()?.batchDraw()
  }

  // React listens to wheels passively: the page would scroll as well.
  useEffect(() => {
    const place = placeRef.current
    if (place === null) return undefined
    const onWheel = (event: WheelEvent) => {
      const { view } = editor.getState()
      if (event.ctrlKey || event.metaKey) {
        const at = shareAt(event, place.getBoundingClientRect())
        editor.setView(zoomAt(view, Math.exp(-event.deltaY * zoomPerPixel * 3), at))
      } else if (view.scale > 1) {
        editor.setView(panBy(view, { x: -event.deltaX / place.clientWidth, y: -event.deltaY / place.clientHeight }))
      } else return
      event.preventDefault()
    }
    place.addEventListener('wheel', onWheel, { passive: false })
    return () => place.removeEventListener('wheel', onWheel)
  }, [editor, placeRef])

  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      const box = event.currentTarget.getBoundingClientRect()
      const cell = cellAt(event, box)
      if (event.button !== 0 || cell === null || board === null) return
      event.preventDefault()
      event.currentTarget.setPointerCapture(event.pointerId)
      const { selection, anchor } = editor.getState()
      if (event.shiftKey) editor.select(rectangle(board.grid, anchor, cell), cell, anchor)
      else if (event.ctrlKey || event.metaKey) {
        const next = new Set(selection)
        if (!next.delete(cell)) next.add(cell)
        editor.select(next, cell)
      } else if (!selection.has(cell)) editor.select(new Set([cell]), cell)
      press.current = { from: cell, to: cell, box, kind: selection.has(cell) && !event.shiftKey ? 'move' : 'range' }
      placeRef.current?.querySelector<HTMLElement>(`[data-position="${cell}"]`)?.focus({ preventScroll: true })
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      const held = press.current
      if (held === null || board === null) return
      const cell = cellAt(event, held.box)
      if (cell === null || cell === held.to) return
      held.to = cell
      if (held.kind === 'move') showGhost(held.from, cell)
      else editor.select(rectangle(board.grid, held.from, cell), cell, held.from)
    },
    onPointerUp: () => {
      const held = press.current
      press.current = null
      ghostRef.current?.visible(false)
      ghostRef.current?.getLayer()?.batchDraw()
      if (held?.kind !== 'move') return
      if (held.from === held.to) editor.select(new Set([held.from]), held.from)
      else void moveChosen(studio, held.from, held.to)
    },
    onPointerCancel: () => {
      press.current = null
      ghostRef.current?.visible(false)
      ghostRef.current?.getLayer()?.batchDraw()
    }
  }
}
