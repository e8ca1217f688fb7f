/** Several clips side by side: the frames of a contact sheet, read from the clips' files as they are needed. */
import { open } from 'node:fs/promises'
import { countSheetColumns } from '../../../shared/export/plan-shots.ts'
import { readAt } from './containers/file-bytes.ts'
import { frameBytes } from './frame-source.ts'
import type { FrameSource } from './frame-source.ts'

/** A clip's frames in a file: rgb24 `[frames, height, width, 3]`. */
export interface SheetClip {
  readonly file: string
  readonly frames: number
}

export interface SheetShape {
  readonly columns: number
  readonly rows: number
  /** Of one cell in pixels, gap and room for a label included. */
  readonly cellWidth: number
  readonly cellHeight: number
  readonly gap: number
}

/** Every cell keeps a file open. */
export const mostSheetPictures = 144
const background = 24

export function shapeSheet(count: number, wanted: number | null, width: number, height: number, hasLabels: boolean): SheetShape {
  const columns = countSheetColumns(count, wanted)
  const gap = Math.max(2, Math.round(width / 32))
  const label = hasLabels ? Math.round(height * 0.16) : 0
  return { columns, rows: Math.ceil(count / columns), cellWidth: width + gap, cellHeight: height + label + gap, gap }
}

/** The sheet's frames; shorter clips begin again. */
export function createSheet(
  clips: readonly SheetClip[],
  clip: { readonly width: number; readonly height: number; readonly framesPerSecond: number },
  shape: SheetShape
): FrameSource {
  const width = shape.columns * shape.cellWidth + shape.gap
  const height = shape.rows * shape.cellHeight + shape.gap
  const bytes = frameBytes(clip)
  return {
    width, height,
    framesPerSecond: clip.framesPerSecond,
    frames: Math.max(...clips.map(({ frames }) => frames)),
    read: async function* (signal) {
      const files = await Promise.all(clips.map(({ file }) => open(file, 'r')))
      try {
        const last = Math.max(...clips.map(({ frames }) => frames))
        for (let frame = 0; frame < last; frame++) {
          signal?.throwIfAborted()
          const sheet = Buffer.alloc(width * height * 3, background)
          for (const [index, file] of files.entries()) {
            const picture = await readAt(file, (frame % (clips[index]?.frames ?? 1)) * bytes, bytes)
            const left = shape.gap + (index % shape.columns) * shape.cellWidth
            const top = shape.gap + Math.floor(index / shape.columns) * shape.cellHeight
            for (let row = 0; row < clip.height; row++) {
              picture.copy(sheet, ((top + row) * width + left) * 3, row * clip.width * 3, (row + 1) * clip.width * 3)
            }
          }
          yield sheet
        }
      } finally {
        await Promise.all(files.map((file) => file.close()))
      }
    }
  }
}
