import { expect, test } from 'vitest'
import { panBy, reveal, toPicture, zoomAt } from '../../../src/renderer/board/zoom.ts'
import { wholeView } from '../../../src/renderer/store/editor-store.ts'

test('the point under the pointer stays where it is', () => {
  const at = { x: 0.3, y: 0.7 }
  const view = zoomAt(wholeView, 2, at)
  expect(view.scale).toBe(2)
  expect(toPicture(view, at).x).toBeCloseTo(0.3)
  expect(toPicture(view, at).y).toBeCloseTo(0.7)
})

test('the board cannot be made smaller than its place, nor moved out of it', () => {
  expect(zoomAt(wholeView, 0.1, { x: 0.5, y: 0.5 })).toEqual(wholeView)
  expect(panBy(wholeView, { x: 0.4, y: -0.4 })).toEqual({ scale: 1, x: 0, y: 0 })
  const near = zoomAt(wholeView, 2, { x: 0, y: 0 })
  expect(panBy(near, { x: -5, y: 5 })).toEqual({ scale: 2, x: -1, y: 0 })
})

test('a cell outside of the view is brought into it, and one inside moves nothing', () => {
  const near = zoomAt(wholeView, 2, { x: 0, y: 0 })
  const inside = { x: 0.25, y: 0.25, width: 0.25, height: 0.25 }
  expect(reveal(near, inside)).toEqual(near)
  expect(reveal(near, { ...inside, x: 0.75 })).toEqual({ scale: 2, x: -1, y: 0 })
  expect(reveal({ scale: 2, x: -1, y: -1 }, { ...inside, y: 0 })).toEqual({ scale: 2, x: -0.5, y: 0 })
})

test('there is an end to zooming in', () => {
  expect(zoomAt(wholeView, 1000, { x: 0.5, y: 0.5 }).scale).toBe(8)
})
