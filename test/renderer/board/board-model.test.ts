import { expect, test } from 'vitest'
import { modelBoard } from '../../../src/renderer/board/board-model.ts'
import { toBits } from '../../../src/shared/storyboard/bits.ts'
import type { TakeTokens } from '../../../src/shared/storyboard/take.ts'

const tokens = {
  takeId: 'take-0001',
  pack: {
    id: 'p',
    version: '1',
    hash: 'a'.repeat(64),
    layers: [
      { index: 3, name: 'Board', grid: [1, 2, 2], bits: 8 },
      { index: 0, name: 'Detail', grid: [2, 2, 2], bits: 9 }
    ]
  },
  layers: [{ layer: 3, codes: [1, 2, 3, 4], masked: null, locked: toBits([1], 4), stale: toBits([2, 3], 4) }]
} as unknown as TakeTokens

test('a layer is modelled with its locks and stale marks', () => {
  const board = modelBoard(tokens, null, 3)
  expect(board).toMatchObject({ order: 0, grid: [1, 2, 2], codes: [1, 2, 3, 4] })
  expect([...(board?.locked ?? [])]).toEqual([1])
  expect([...(board?.stale ?? [])]).toEqual([2, 3])
})

test('a layer that the take lacks has a grid but no codes', () => {
  expect(modelBoard(tokens, null, 0)).toMatchObject({ order: 1, grid: [2, 2, 2], codes: null })
})

test('an unknown layer is the top one, and without pack and take there is none', () => {
  expect(modelBoard(tokens, null, null)?.order).toBe(0)
  expect(modelBoard(tokens, null, 77)?.order).toBe(0)
  expect(modelBoard(null, null, 3)).toBeNull()
})
