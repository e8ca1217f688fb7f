import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import { buildGguf } from '../../bench/models/gguf.ts'
import { buildLlamaGguf } from '../../bench/models/llama-gguf.ts'
import { buildLlamaOnnx } from '../../bench/models/llama-onnx.ts'
import { buildFloatProducts, buildReader, productSize, readColumns } from '../../bench/models/machine-graphs.ts'
import { integerField, messageField, textField } from '../../bench/models/protobuf.ts'
import { makeRandom, randomBytes, randomFloats } from '../../bench/models/random.ts'
import type { ModelShape } from '../../bench/models/shape.ts'

const shape: ModelShape = {
  depth: 2, width: 64, heads: 4, keyValueHeads: 2, headWidth: 16, feedForward: 96, logits: 32, parameters: 1, weightBytes: 1
}

describe('protocol buffers', () => {
  test('write numbers in groups of seven bits, and texts and messages behind their length', () => {
    expect([...integerField(1, 150)]).toEqual([0x08, 0x96, 0x01])
    expect([...textField(2, 'ab')]).toEqual([0x12, 2, 97, 98])
    expect([...messageField(3, [integerField(1, 1)])]).toEqual([0x1a, 2, 0x08, 1])
  })
})

describe('random weights', () => {
  test('are the same for the same seed and within their range', () => {
    expect([...randomBytes(9, makeRandom(5))]).toEqual([...randomBytes(9, makeRandom(5))])
    const floats = randomFloats(1000, 0.5, makeRandom(6))
    expect(Math.max(...floats.map(Math.abs))).toBeLessThanOrEqual(0.5)
    expect(new Set(floats).size).toBeGreaterThan(990)
  })
})

describe('the Llama for transformers.js', () => {
  test('runs, and hands out the whole cache, one position longer', async () => {
    const session = await InferenceSession.create(buildLlamaOnnx(shape))
    const past = 5
    const feeds: Record<string, Tensor> = {
      input_ids: new Tensor('int64', new BigInt64Array([3n, 4n]), [2, 1]),
      attention_mask: new Tensor('int64', new BigInt64Array(2 * (past + 1)).fill(1n), [2, past + 1])
    }
    for (const name of session.inputNames.filter((input) => input.startsWith('past'))) {
      feeds[name] = new Tensor('float32', new Float32Array(2 * 2 * past * 16).fill(0.1), [2, 2, past, 16])
    }
    const outputs = await session.run(feeds)
    expect(outputs['logits']!.dims).toEqual([2, 1, 512])
    expect((outputs['logits']!.data as Float32Array).every(Number.isFinite)).toBe(true)
    expect(outputs['present.1.value']!.dims).toEqual([2, 2, past + 1, 16])
    await session.release()
  })
})

describe('the Llama for llama.cpp', () => {
  test('begins as GGUF 3 and holds as many bytes as its tensors need', () => {
    const file = buildLlamaGguf(shape)
    const view = new DataView(file.buffer)
    expect(new TextDecoder().decode(file.subarray(0, 4))).toBe('GGUF')
    expect(view.getUint32(4, true)).toBe(3)
    expect(view.getBigUint64(8, true)).toBe(BigInt(3 + 9 * shape.depth))
    const matrices = 2 * 512 * 64 + shape.depth * (2 * 64 * 64 + 2 * 64 * 32 + 3 * 64 * 96)
    const tensorBytes = (matrices / 32) * 34 + (2 * shape.depth + 1) * 64 * 4
    expect(file.length).toBeGreaterThan(tensorBytes)
    expect(file.length % 32).toBe(0)
  })

  test('refuses sizes that blocks of 32 weights do not fill', () => {
    expect(() => buildLlamaGguf({ ...shape, feedForward: 100 })).toThrow(/multiples of 32/)
  })

  test('aligns every tensor', () => {
    const tensor = { name: 'a', dims: [3], type: 0, data: new Uint8Array(new Float32Array([1, 2, 3]).buffer) } as const
    const file = buildGguf({ 'general.architecture': 'llama' }, [tensor, { ...tensor, name: 'b' }])
    expect([...new Float32Array(file.slice(-32).buffer).subarray(0, 3)]).toEqual([1, 2, 3])
    expect(file.length % 32).toBe(0)
  })
})

describe('the graphs that measure the machine', () => {
  test('read every number of the matrix', async () => {
    const session = await InferenceSession.create(buildReader())
    const x = new Tensor('float32', new Float32Array(3).fill(1), [1, 3])
    const matrix = new Tensor('float32', new Float32Array(3 * readColumns).fill(0.5), [3, readColumns])
    const { y } = await session.run({ x, matrix })
    expect((y!.data as Float32Array).every((value) => value === 1.5)).toBe(true)
    await session.release()
  })

  test('multiply', async () => {
    const session = await InferenceSession.create(buildFloatProducts())
    const x = new Tensor('float32', new Float32Array(productSize ** 2).fill(0.1), [productSize, productSize])
    const { y } = await session.run({ x })
    expect((y!.data as Float32Array)[0]).toBeGreaterThan(0)
    await session.release()
  })
})
