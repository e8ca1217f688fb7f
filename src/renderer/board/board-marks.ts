/** Draws what lies over the picture: grid, names, locks, stale hatching, entropy, differences. */
import { cellBox, cellName, slicePositions } from './cells.ts'
import type { BoardModel } from './board-model.ts'
import type { Size } from './use-place.ts'

/** The part of a canvas context that the marks use; Konva's context has it too. */
export type MarksContext = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'rect' | 'arc' | 'fill' | 'stroke' | 'fillText' | 'save' | 'restore' | 'clip' | 'closePath'
> & {
  fillStyle: string | CanvasGradient | CanvasPattern
  strokeStyle: string | CanvasGradient | CanvasPattern
  lineWidth: number
  font: string
  textBaseline: CanvasTextBaseline
  shadowColor: string
  shadowBlur: number
}

export interface Marks {
  readonly board: BoardModel
  readonly slice: number
  /** Bits by raster position; null: the overlay is off. */
  readonly entropyBits: readonly number[] | null
  /** Positions that differ from the take beside it; null: nothing is compared. */
  readonly differing: ReadonlySet<number> | null
}

/** Names fit into cells of this many pixels. */
const namedCell = 56
const hatchGap = 9

interface PixelBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Draws all marks of a slice onto a picture of this size. */
export function drawMarks(context: MarksContext, marks: Marks, size: Size): void {
  const { board, slice, entropyBits, differing } = marks
  const cells = slicePositions(board.grid, slice).map((position) => ({ position, box: toPixels(board, position, size) }))
  for (const { position, box } of cells) {
    if (entropyBits !== null) fillEntropy(context, box, (entropyBits[position] ?? 0) / board.shape.bits)
    if (board.stale.has(position)) hatch(context, box)
    if (differing?.has(position) === true) frame(context, box, 'rgba(124, 196, 255, 0.95)', 2)
  }
  drawLines(context, board, size)
  for (const { position, box } of cells) {
    const isLocked = board.locked.has(position)
    const isNamed = box.width >= namedCell
    if (isNamed) write(context, cellName(board.grid, position), box.x + (isLocked ? 22 : 7), box.y + 7, 12)
    if (isLocked) drawLock(context, box, isNamed ? 1 : Math.min(1, box.width / 30))
    if (isNamed && entropyBits !== null) {
      write(context, `${(entropyBits[position] ?? 0).toFixed(1)} bit`, box.x + 7, box.y + box.height - 19, 11)
    }
  }
}

function toPixels(board: BoardModel, position: number, { width, height }: Size): PixelBox {
  const box = cellBox(board.grid, position)
  return { x: box.x * width, y: box.y * height, width: box.width * width, height: box.height * height }
}

function drawLines(context: MarksContext, { grid }: BoardModel, { width, height }: Size): void {
  context.beginPath()
  for (let row = 1; row < grid[1]; row++) {
    context.moveTo(0, (row * height) / grid[1])
    context.lineTo(width, (row * height) / grid[1])
  }
  for (let column = 1; column < grid[2]; column++) {
    context.moveTo((column * width) / grid[2], 0)
    context.lineTo((column * width) / grid[2], height)
  }
  context.strokeStyle = 'rgba(255, 255, 255, 0.4)'
  context.lineWidth = 1
  context.stroke()
}

function write(context: MarksContext, text: string, x: number, y: number, size: number): void {
  context.save()
  context.font = `600 ${size}px system-ui, 'DejaVu Sans', sans-serif`
  context.textBaseline = 'top'
  context.shadowColor = 'rgba(0, 0, 0, 0.75)'
  context.shadowBlur = 3
  context.fillStyle = 'rgba(255, 255, 255, 0.95)'
  context.fillText(text, x, y)
  context.restore()
}

function fillEntropy(context: MarksContext, box: PixelBox, share: number): void {
  context.beginPath()
  context.rect(box.x, box.y, box.width, box.height)
  context.fillStyle = `rgba(255, 84, 54, ${(Math.min(1, share) * 0.62).toFixed(3)})`
  context.fill()
}

function hatch(context: MarksContext, box: PixelBox): void {
  context.save()
  context.beginPath()
  context.rect(box.x, box.y, box.width, box.height)
  context.clip()
  context.beginPath()
  for (let offset = -box.height; offset < box.width; offset += hatchGap) {
    context.moveTo(box.x + offset, box.y + box.height)
    context.lineTo(box.x + offset + box.height, box.y)
  }
  context.strokeStyle = 'rgba(16, 17, 20, 0.45)'
  context.lineWidth = 2.5
  context.stroke()
  context.restore()
}

function frame(context: MarksContext, box: PixelBox, colour: string, width: number): void {
  context.beginPath()
  context.rect(box.x + width, box.y + width, box.width - 2 * width, box.height - 2 * width)
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke()
}

/** A padlock in the cell's top left corner. */
function drawLock(context: MarksContext, box: PixelBox, scale: number): void {
  const left = box.x + 7 * scale
  const top = box.y + 6 * scale
  frame(context, box, 'rgba(255, 255, 255, 0.85)', 1.5 * scale)
  context.save()
  context.shadowColor = 'rgba(0, 0, 0, 0.75)'
  context.shadowBlur = 3
  context.beginPath()
  context.arc(left + 5 * scale, top + 5 * scale, 3 * scale, Math.PI, 0)
  context.strokeStyle = 'white'
  context.lineWidth = 1.8 * scale
  context.stroke()
  context.beginPath()
  context.rect(left, top + 5 * scale, 10 * scale, 7 * scale)
  context.fillStyle = 'white'
  context.fill()
  context.restore()
}
