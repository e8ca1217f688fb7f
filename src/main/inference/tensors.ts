/** Making and reading the tensors that graphs take and give; pipeline stages know tensors only through this. */
import { Tensor } from 'onnxruntime-node'
import { EngineFailedError } from '../../shared/errors.ts'

export type { Tensor }

/** Tensors by the name of the input or output. */
export type Tensors = Record<string, Tensor>

/** Wraps floats without copying. */
export function floatTensor(data: Float32Array, dims: readonly number[]): Tensor {
  return new Tensor('float32', data, dims)
}

/** Wraps bytes without copying. */
export function byteTensor(data: Uint8Array, dims: readonly number[]): Tensor {
  return new Tensor('uint8', data, dims)
}

/** Non-negative integers below 2^31 as int64. Written through their low words: a BigInt for each would be allocated. */
export function indexTensor(values: ArrayLike<number>, dims: readonly number[]): Tensor {
  const data = new BigInt64Array(values.length)
  const words = new Int32Array(data.buffer)
  for (let i = 0; i < values.length; i++) words[2 * i] = values[i]!
  return new Tensor('int64', data, dims)
}

/** Codes of a layer of several clips, each `[T, h, w]`; unknown codes (−1) become 0. */
export function codeTensor(clips: readonly ArrayLike<number>[], grid: readonly number[]): Tensor {
  const each = grid.reduce((product, size) => product * size, 1)
  const values = new Int32Array(clips.length * each)
  clips.forEach((codes, n) => {
    for (let i = 0; i < each; i++) values[n * each + i] = Math.max(0, codes[i] ?? 0)
  })
  return indexTensor(values, [clips.length, ...grid])
}

/** Output `name` of a run as floats. */
export function floatsOf(outputs: Tensors, name: string): Float32Array {
  const data = outputs[name]?.data
  return data instanceof Float32Array ? data : refuse(name, 'float32')
}

/** Output `name` of a run as bytes. */
export function bytesOf(outputs: Tensors, name: string): Uint8Array {
  const data = outputs[name]?.data
  return data instanceof Uint8Array ? data : refuse(name, 'uint8')
}

/** Output `name` of a run as plain numbers, from int64. */
export function indicesOf(outputs: Tensors, name: string): number[] {
  const data = outputs[name]?.data
  return data instanceof BigInt64Array ? Array.from(data, Number) : refuse(name, 'int64')
}

function refuse(name: string, type: string): never {
  throw new EngineFailedError({
    operation: 'read a graph output',
    reason: `${name} holds no ${type} numbers`,
    remedy: 'Export the pack again as docs/model-pack-format.md says'
  })
}
