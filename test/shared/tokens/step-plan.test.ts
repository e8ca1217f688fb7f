import { expect, test } from 'vitest'
import { planSteps } from '../../../src/shared/tokens/step-plan.ts'

const show = (steps: ReturnType<typeof planSteps>) =>
  steps.map(({ contents, targets, size }) => ({ contents: [...contents], targets: [...targets], size }))

test('block 1 is next-token prediction with a closing step', () => {
  expect(show(planSteps([0, 1, 2], 1, false))).toEqual([
    { contents: [], targets: [0], size: 1 },
    { contents: [0], targets: [1], size: 1 },
    { contents: [1], targets: [2], size: 1 },
    { contents: [2], targets: [], size: 1 }
  ])
})

test('the last layer needs no closing step', () => {
  expect(planSteps([0, 1, 2], 1, true)).toHaveLength(3)
})

test('a shorter last block is predicted from a whole one', () => {
  expect(show(planSteps([0, 1, 2, 3, 4], 3, false))).toEqual([
    { contents: [], targets: [0, 1, 2], size: 3 },
    { contents: [0, 1, 2], targets: [3, 4], size: 3 },
    { contents: [3, 4], targets: [], size: 2 }
  ])
})

test('masked positions are left out before cutting into blocks', () => {
  expect(show(planSteps([0, 3, 7, 9], 2, true)).map(({ targets }) => targets)).toEqual([
    [0, 3],
    [7, 9]
  ])
})

test('every position is predicted once and, before a closing step, held once', () => {
  const positions = Array.from({ length: 37 }, (_, i) => i * 2)
  const steps = planSteps(positions, 8, false)
  expect(steps.flatMap(({ targets }) => [...targets])).toEqual(positions)
  expect(steps.flatMap(({ contents }) => [...contents])).toEqual(positions)
  expect(steps.map(({ size }) => size)).toEqual([8, 8, 8, 8, 8, 5])
})

test('a layer that is masked as a whole has no steps', () => {
  expect(planSteps([], 16, false)).toEqual([])
})
