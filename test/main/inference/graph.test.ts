import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Graph } from '../../../src/main/inference/graph.ts'
import {
  byteTensor,
  bytesOf,
  codeTensor,
  floatTensor,
  floatsOf,
  indexTensor
} from '../../../src/main/inference/tensors.ts'
import { EngineFailedError } from '../../../src/shared/errors.ts'
import { fixtureFolder } from '../../model-pack/packs.ts'

const device = { provider: 'cpu', reason: '', skipped: [], threads: 1 }
const any = [null, null, null]
const demand = {
  graph: 'heads.0',
  inputs: { hidden: { type: 'float32', axes: any } },
  outputs: { logits: { type: 'float32', axes: any } }
} as const

const open = () => Graph.open('heads.0', join(fixtureFolder, 'head-0.onnx'), demand, device)

test('a run gives the outputs asked for', async () => {
  const graph = await open()
  const outputs = await graph.run({ hidden: floatTensor(new Float32Array(32), [1, 2, 16]) }, ['logits'])
  expect(floatsOf(outputs, 'logits')).toEqual(new Float32Array(32))
  await graph.close()
})

test('a run that fails names the graph and the name, type and shape of each input', async () => {
  const graph = await open()
  const error: unknown = await graph
    .run({ hidden: floatTensor(new Float32Array(5), [1, 1, 5]) }, ['logits'])
    .catch((e: unknown) => e)
  expect(error).toBeInstanceOf(EngineFailedError)
  expect(error).toMatchObject({
    operation: 'run graph heads.0',
    reason: expect.stringContaining('inputs: hidden float32 [1, 1, 5]')
  })
  await graph.close()
})

test('an output of another type is refused', () => {
  const outputs = { frames: byteTensor(Uint8Array.of(1), [1]), logits: floatTensor(Float32Array.of(1), [1]) }
  expect(bytesOf(outputs, 'frames')).toEqual(Uint8Array.of(1))
  expect(() => floatsOf(outputs, 'frames')).toThrow('frames holds no float32 numbers')
  expect(() => bytesOf(outputs, 'logits')).toThrow('logits holds no uint8 numbers')
  expect(() => floatsOf(outputs, 'absent')).toThrow(EngineFailedError)
})

test('indices become 64-bit integers', () => {
  expect(indexTensor([0, 7, 2 ** 31 - 1], [3]).data).toEqual(BigInt64Array.of(0n, 7n, 2147483647n))
})

test('unknown codes and missing layers become 0', () => {
  const { data, dims } = codeTensor([[1, -1, 3, 4], []], [1, 2, 2])
  expect(data).toEqual(BigInt64Array.of(1n, 0n, 3n, 4n, 0n, 0n, 0n, 0n))
  expect(dims).toEqual([2, 1, 2, 2])
})
