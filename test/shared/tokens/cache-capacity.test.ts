import { expect, test } from 'vitest'
import { cacheCapacity } from '../../../src/shared/tokens/cache-capacity.ts'

test.each([
  [0, 256],
  [1, 256],
  [256, 256],
  [257, 512],
  [2500, 2560]
])('%i filled slots need %i', (filled, capacity) => {
  expect(cacheCapacity(filled)).toBe(capacity)
})
