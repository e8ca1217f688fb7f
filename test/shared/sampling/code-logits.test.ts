import { expect, test } from 'vitest'
import { settleSubCodes, subCodeLogits } from '../../../src/shared/sampling/code-logits.ts'

const values = new Float32Array([9, 0.5, 0.25, 1, 2, 3, 4, -1, -2])
const links = [new Float32Array([0, 0, 0, 0, 10, 20, 30, 40]), new Float32Array([0, 0, 5, 6, 0, 0, 7, 8])]
const code = { values, offset: 1, factors: [1, 2, 1], links }

test('a sub-code has the logits of its place and the link of the one before it', () => {
  expect(subCodeLogits(code, 0, 0)).toEqual({ values, offset: 1, count: 2 })
  expect([...subCodeLogits(code, 1, 0).values]).toEqual([1, 2, 3, 4])
  expect([...subCodeLogits(code, 1, 1).values]).toEqual([11, 22, 33, 44])
  expect([...subCodeLogits(code, 2, 3).values]).toEqual([6, 6])
})

test('reading a link leaves the logits as they are', () => {
  const before = [...values]
  subCodeLogits(code, 1, 1)
  expect([...values]).toEqual(before)
})

test('without links all logits are those of the place', () => {
  expect(subCodeLogits({ ...code, links: null }, 2, 3)).toEqual({ values, offset: 7, count: 2 })
})

test('sub-codes are settled in order, each given the one before', () => {
  const seen: number[][] = []
  const settled = settleSubCodes(code, ({ values: own, offset, count }) => {
    seen.push([...own.subarray(offset, offset + count)])
    return count - 1
  })
  expect(settled).toEqual([1, 3, 1])
  expect(seen).toEqual([
    [0.5, 0.25],
    [11, 22, 33, 44],
    [6, 6]
  ])
})
