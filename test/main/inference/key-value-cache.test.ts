import { expect, test } from 'vitest'
import { KeyValueCache } from '../../../src/main/inference/key-value-cache.ts'
import { floatTensor, type Tensors } from '../../../src/main/inference/tensors.ts'

const shape = { depth: 1, rows: 2, heads: 1, headWidth: 2 }

/** New rows of a step, counted up from `first` in the second row, so that every number is unique. */
function rowsOf(size: number, first: number): Tensors {
  const data = Float32Array.from({ length: 2 * size * 2 }, (_, i) => first + i)
  const dims = [2, 1, size, 2]
  return {
    new_key_0: floatTensor(data, dims),
    new_value_0: floatTensor(
      data.map((x) => -x),
      dims
    )
  }
}

test('an empty cache offers masked slots only', () => {
  const feeds: Tensors = {}
  new KeyValueCache(shape).feed(feeds)
  expect(feeds['past_bias']?.data).toEqual(new Float32Array(256).fill(-1e9))
  expect(feeds['past_key_0']?.dims).toEqual([2, 1, 256, 2])
})

test('new rows stand behind the old ones in every row of the batch', () => {
  const cache = new KeyValueCache(shape)
  cache.feed({})
  cache.append(rowsOf(1, 10), 1)
  cache.append(rowsOf(2, 20), 2)
  const feeds: Tensors = {}
  cache.feed(feeds)
  const keys = feeds['past_key_0']!.data as Float32Array
  expect([...keys.subarray(0, 8)]).toEqual([10, 11, 20, 21, 22, 23, 0, 0])
  expect([...keys.subarray(512, 520)]).toEqual([12, 13, 24, 25, 26, 27, 0, 0])
  expect([...(feeds['past_value_0']!.data as Float32Array).subarray(0, 2)]).toEqual([-10, -11])
  expect([...(feeds['past_bias']!.data as Float32Array).subarray(0, 4)]).toEqual([0, 0, 0, Math.fround(-1e9)])
})

test('the same arrays are offered until the cache grows', () => {
  const cache = new KeyValueCache(shape)
  const feeds: Tensors = {}
  cache.feed(feeds)
  const before = feeds['past_key_0']
  cache.append(rowsOf(256, 1), 256)
  cache.feed(feeds)
  expect(feeds['past_key_0']).toBe(before)
  cache.append(rowsOf(1, 5000), 1)
  cache.feed(feeds)
  expect(feeds['past_key_0']?.dims).toEqual([2, 1, 512, 2])
})

test('growing keeps every row', () => {
  const cache = new KeyValueCache(shape)
  cache.feed({})
  cache.append(rowsOf(300, 1), 300)
  const feeds: Tensors = {}
  cache.feed(feeds)
  const keys = feeds['past_key_0']!.data as Float32Array
  expect(keys[599]).toBe(600)
  expect(keys[512 * 2]).toBe(601)
  expect((feeds['past_bias']!.data as Float32Array).filter((bias) => bias === 0)).toHaveLength(300)
})

test('rows of a smaller cache are repeated with all they hold', () => {
  const source = new KeyValueCache(shape)
  source.feed({})
  source.append(rowsOf(2, 10), 2)
  const cache = new KeyValueCache({ ...shape, rows: 4 })
  cache.repeatRows(source, (row) => Math.floor(row / 2))
  const feeds: Tensors = {}
  cache.feed(feeds)
  const keys = feeds['past_key_0']!.data as Float32Array
  const firsts = [0, 1, 2, 3].map((row) => keys[row * 512])
  expect(firsts).toEqual([10, 10, 14, 14])
  expect((feeds['past_bias']!.data as Float32Array).filter((bias) => bias === 0)).toHaveLength(2)
})
