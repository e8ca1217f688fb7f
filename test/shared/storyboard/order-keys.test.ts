import { expect, test } from 'vitest'
import { keysBetween, spreadKeys } from '../../../src/shared/storyboard/order-keys.ts'
import { createRandom } from '../../fuzz/draw-json.ts'

test('keys at either end stay short however many are added', () => {
  let last: string | null = null
  let first: string | null = null
  for (let i = 0; i < 20_000; i++) {
    const [after = '']: string[] = keysBetween(last, null, 1) ?? []
    expect(last === null || after > last).toBe(true)
    last = after
    const [before = '']: string[] = keysBetween(null, first, 1) ?? []
    expect(first === null || before < first).toBe(true)
    first = before
  }
  expect([last?.length, first?.length]).toEqual([6, 6])
})

test('any number of keys fits between two neighbours, in order', () => {
  const [a = '', b = ''] = spreadKeys(2)
  const keys = keysBetween(a, b, 500) ?? []
  expect(keys).toHaveLength(500)
  expect([a, ...keys, b].toSorted()).toEqual([a, ...keys, b])
  expect(new Set(keys).size).toBe(500)
})

test('random insertions keep the order, until a gap is used up and says so', () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = createRandom(seed)
  const keys = spreadKeys(3)
  let refusals = 0
  for (let i = 0; i < 3000; i++) {
    // Half of the time next to the one before: the gap that wears out first.
    const place = random() < 0.5 ? 1 : Math.floor(random() * (keys.length + 1))
    const made = keysBetween(keys[place - 1] ?? null, keys[place] ?? null, 1)
    if (made === null) refusals += 1
    else keys.splice(place, 0, ...made)
  }
  expect(keys.toSorted(), `seed ${seed}`).toEqual(keys)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.every((key) => key.length <= 60)).toBe(true)
  expect(refusals).toBeGreaterThan(0)
})

test('equal neighbours and neighbours with nothing between them are refused', () => {
  expect(keysBetween('V00000', 'V00000', 1)).toBe(null)
  expect(keysBetween('V00001', 'V00000', 1)).toBe(null)
  expect(keysBetween('V00000a', 'V00000a0', 1)).toBe(null)
  expect(keysBetween('zzzzzz', null, 1)).toBe(null)
  expect(keysBetween(null, '000000', 1)).toBe(null)
})
