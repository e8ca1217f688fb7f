/** All frames of a clip in one picture, so that the page gets a take with one request and keeps it as one texture. */

export interface Sheet {
  /** rgb24 `[height, width, 3]` of the whole sheet. */
  readonly pixels: Uint8Array
  readonly height: number
  readonly width: number
}

/** Columns of a sheet that is about square. */
export function countColumns(frames: number): number {
  return Math.ceil(Math.sqrt(frames))
}

/**
 * Lays frames out row by row; places after the last frame stay black.
 * @param frames rgb24 `[count, height, width, 3]`
 */
export function layOutFrames(
  frames: Uint8Array, count: number, height: number, width: number, columns = countColumns(count)
): Sheet {
  const rows = Math.ceil(count / columns)
  const sheetWidth = columns * width
  const pixels = new Uint8Array(rows * height * sheetWidth * 3)
  const line = width * 3
  for (let frame = 0; frame < count; frame++) {
    const left = (frame % columns) * line
    const top = Math.floor(frame / columns) * height
    for (let row = 0; row < height; row++) {
      const from = (frame * height + row) * line
      pixels.set(frames.subarray(from, from + line), (top + row) * sheetWidth * 3 + left)
    }
  }
  return { pixels, height: rows * height, width: sheetWidth }
}
