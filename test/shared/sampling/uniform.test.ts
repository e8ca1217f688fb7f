import { expect, test } from 'vitest'
import { uniformOf } from '../../../src/shared/sampling/uniform.ts'

const name = { seed: 7, layerIndex: 3, position: 5, draw: 0, factor: 0 }

test('a uniform number lies strictly between 0 and 1 and depends on nothing but its name', () => {
  const first = uniformOf(name)
  expect(first).toBeGreaterThan(0)
  expect(first).toBeLessThan(1)
  expect(uniformOf({ ...name })).toBe(first)
})

test.each([
  ['seed', { seed: 8 }],
  ['upper half of the seed', { seed: 7 + 2 ** 32 }],
  ['layer', { layerIndex: 2 }],
  ['position', { position: 6 }],
  ['draw', { draw: 1 }],
  ['factor', { factor: 1 }]
])('another %s gives another number', (_, change) => {
  expect(uniformOf({ ...name, ...change })).not.toBe(uniformOf(name))
})

test('the largest position of the highest layer still has a number of its own', () => {
  const edge = { seed: 1, layerIndex: 255, position: 2 ** 24 - 1, draw: 2 ** 24 - 1, factor: 255 }
  expect(uniformOf(edge)).not.toBe(uniformOf({ ...edge, position: 2 ** 24 - 2 }))
})

test('10,000 numbers of neighbouring positions have the mean and variance of a uniform distribution', () => {
  const numbers = Array.from({ length: 10_000 }, (_, position) => uniformOf({ ...name, position }))
  const mean = numbers.reduce((sum, u) => sum + u, 0) / numbers.length
  const variance = numbers.reduce((sum, u) => sum + (u - mean) ** 2, 0) / numbers.length
  expect(mean).toBeCloseTo(0.5, 1)
  expect(variance).toBeCloseTo(1 / 12, 2)
})
