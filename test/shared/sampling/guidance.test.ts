import { expect, test } from 'vitest'
import { guide } from '../../../src/shared/sampling/guidance.ts'

const hidden = Float32Array.of(1, 2, 3, 4, 10, 20, 30, 40)

test.each([
  [0, [10, 20, 30, 40]],
  [1, [1, 2, 3, 4]],
  [2, [-8, -16, -24, -32]]
])('guidance %s moves from the unconditional rows through the conditional ones', (guidance, expected) => {
  const out = new Float32Array(4)
  guide(hidden, guidance, out)
  expect([...out]).toEqual(expected)
})
