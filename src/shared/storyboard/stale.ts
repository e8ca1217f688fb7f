/** Which tokens of a lower layer lie under changed tokens of an upper one. */
type Grid = readonly [number, number, number]

/** Cells of an axis of `size` that overlap cell `index` of an axis of `from`: first, and one past the last. */
function overlap(index: number, from: number, size: number): [number, number] {
  return [Math.floor((index * size) / from), Math.ceil(((index + 1) * size) / from)]
}

/**
 * Raster positions of the lower layer that share a region of picture and time with the changed tokens. Everything that is
 * generated depends on everything above it a little; these are the ones that stand for a changed region itself.
 * @param upper grid `[T, h, w]` of the changed layer
 * @param lower grid `[T, h, w]` of the layer below
 */
export function findStale(upper: Grid, changed: readonly number[], lower: Grid): number[] {
  const found = new Set<number>()
  const plane = upper[1] * upper[2]
  for (const position of changed) {
    const t = Math.floor(position / plane)
    const row = Math.floor((position - t * plane) / upper[2])
    const column = position - t * plane - row * upper[2]
    const [t0, t1] = overlap(t, upper[0], lower[0])
    const [row0, row1] = overlap(row, upper[1], lower[1])
    const [column0, column1] = overlap(column, upper[2], lower[2])
    for (let i = t0; i < t1; i++) {
      for (let j = row0; j < row1; j++) {
        for (let k = column0; k < column1; k++) found.add((i * lower[1] + j) * lower[2] + k)
      }
    }
  }
  return [...found].toSorted((a, b) => a - b)
}
