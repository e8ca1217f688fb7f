/** Zooming and moving the board: views are a scale and the corner's place, in shares of the board's side. */
import type { View } from '../store/editor-store.ts'

interface Point {
  readonly x: number
  readonly y: number
}

const largestScale = 8

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value))

/** The view with its corner moved so far that the board still fills its place. */
export function holdView({ scale, x, y }: View): View {
  return { scale, x: clamp(x, 1 - scale, 0), y: clamp(y, 1 - scale, 0) }
}

/**
 * Zooms so that the point under the pointer stays where it is.
 * @param at in shares of the board's place, 0 … 1
 */
export function zoomAt(view: View, factor: number, at: Point): View {
  const scale = clamp(view.scale * factor, 1, largestScale)
  const ratio = scale / view.scale
  return holdView({ scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio })
}

export function panBy(view: View, by: Point): View {
  return holdView({ ...view, x: view.x + by.x, y: view.y + by.y })
}

/** The view moved just so far that a box of the picture is wholly in it, as far as it fits. */
export function reveal(view: View, box: Point & { readonly width: number; readonly height: number }): View {
  const along = (corner: number, start: number, length: number) => {
    const low = corner + start * view.scale
    const high = low + length * view.scale
    return low < 0 ? corner - low : high > 1 ? corner - (high - 1) : corner
  }
  return holdView({ ...view, x: along(view.x, box.x, box.width), y: along(view.y, box.y, box.height) })
}

/** The point of the picture under a point of the place, both in shares. */
export function toPicture(view: View, at: Point): Point {
  return { x: (at.x - view.x) / view.scale, y: (at.y - view.y) / view.scale }
}
