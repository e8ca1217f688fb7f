/** Small graphs that show what the machine can do, in the same runtime and with the same threads as the engine. */
import { OnnxBuilder } from './onnx.ts'
import { makeRandom, randomBytes, randomFloats } from './random.ts'

export const productSize = 1024
/** Products of one run. */
export const products = 4

/** `products` times `[size, size] · [size, size]` in float32, one after the other. */
export function buildFloatProducts(): Uint8Array {
  const graph = new OnnxBuilder()
  const random = makeRandom(3)
  let x = graph.input('x', 'float32', [productSize, productSize])
  for (let i = 0; i < products; i++) {
    const weights = graph.weight('float32', [productSize, productSize], randomFloats(productSize ** 2, 0.05, random))
    x = graph.node('MatMul', [x, weights])[0]!
  }
  graph.node('ReduceMax', [x], ['y'], { keepdims: 0 })
  graph.output('y', 'float32', [])
  return graph.build()
}

/** The same with 8-bit numbers and 32-bit sums; every product has the same left side. */
export function buildIntegerProducts(): Uint8Array {
  const graph = new OnnxBuilder()
  const random = makeRandom(4)
  const x = graph.input('x', 'uint8', [productSize, productSize])
  for (let i = 0; i < products; i++) {
    const weights = graph.weight('int8', [productSize, productSize], randomBytes(productSize ** 2, random))
    const [product] = graph.node('MatMulInteger', [x, weights])
    graph.node('ReduceMax', [product!], [`y_${i}`], { keepdims: 0 })
    graph.output(`y_${i}`, 'int32', [])
  }
  return graph.build()
}

/** Columns of the matrix that is read. */
export const readColumns = 4096

/** `[1, K] · [K, columns]`: every number of the matrix is read once, and nothing else takes time. */
export function buildReader(): Uint8Array {
  const graph = new OnnxBuilder()
  graph.node('MatMul', [graph.input('x', 'float32', [1, 'K']), graph.input('matrix', 'float32', ['K', readColumns])], ['y'])
  graph.output('y', 'float32', [1, readColumns])
  return graph.build()
}
