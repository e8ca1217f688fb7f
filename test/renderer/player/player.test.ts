import { expect, test } from 'vitest'
import { showTime } from '../../../src/renderer/player/show-time.ts'
import { layOutShots, placeAt } from '../../../src/renderer/player/storyboard-time.ts'
import { createPlayerStore } from '../../../src/renderer/store/player-store.ts'
import type { ShotSummary } from '../../../src/shared/storyboard/shot.ts'

test('frames go by with the clip’s own rate, and speed changes it', () => {
  const player = createPlayerStore()
  player.setClip(64, 8)
  player.play()
  player.advance(0.1)
  expect(player.getState().frame).toBe(0)
  player.advance(0.1)
  expect(player.getState().frame).toBe(1)
  player.setSpeed(2)
  player.advance(1)
  expect(player.getState().frame).toBe(17)
})

test('a clip loops, or stops at its end and begins again', () => {
  const player = createPlayerStore()
  player.setClip(4, 8)
  player.play()
  player.advance(0.5)
  expect(player.getState()).toMatchObject({ frame: 0, isPlaying: true })
  player.setLooping(false)
  player.advance(10)
  expect(player.getState()).toMatchObject({ frame: 3, isPlaying: false })
  player.toggle()
  expect(player.getState()).toMatchObject({ frame: 0, isPlaying: true })
})

test('seeking stays inside the clip, and a shorter clip draws the frame back', () => {
  const player = createPlayerStore()
  player.setClip(64, 8)
  player.seek(1000)
  expect(player.getState().frame).toBe(63)
  player.setClip(16, 8)
  expect(player.getState().frame).toBe(15)
  player.seek(-3)
  expect(player.getState().frame).toBe(0)
})

test('times are written to the tenth', () => {
  expect([0, 4.375, 59.96, 61].map(showTime)).toEqual(['0:00.0', '0:04.3', '0:59.9', '1:01.0'])
})

test('shots of a storyboard lie one after the other', () => {
  const shots = [2, 3].map((durationSeconds, i) => ({ id: String(i), durationSeconds }) as unknown as ShotSummary)
  const timeline = layOutShots(shots)
  expect(timeline.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([[0, 2], [2, 5]])
  expect(placeAt(timeline, 1.5)).toMatchObject({ index: 0, seconds: 1.5 })
  expect(placeAt(timeline, 2)).toMatchObject({ index: 1, seconds: 0 })
  expect(placeAt(timeline, 5)).toMatchObject({ index: 1, seconds: 3 })
  expect(placeAt([], 0)).toBeNull()
})
