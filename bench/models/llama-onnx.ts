/**
 * A Llama with random int8 weights as ONNX, in the form that models for transformers.js have: one grouped-query attention
 * operator a block, rotary embedding inside it, and the whole cache as outputs (`present.*`).
 */
import { OnnxBuilder } from './onnx.ts'
import { makeRandom, randomBytes, randomFloats } from './random.ts'
import { vocabularyOf, type ModelShape } from './shape.ts'

/** Positions that the rotary tables cover. */
export const contextLength = 4096

export function buildLlamaOnnx(shape: ModelShape): Uint8Array {
  const { depth, width, heads, keyValueHeads, headWidth, feedForward } = shape
  const vocabulary = vocabularyOf(shape)
  const graph = new OnnxBuilder()
  const random = makeRandom(1)
  const cacheAxes = ['batch_size', keyValueHeads, 'past_sequence_length', headWidth]
  const presentAxes = ['batch_size', keyValueHeads, 'total_sequence_length', headWidth]
  const ids = graph.input('input_ids', 'int64', ['batch_size', 'sequence_length'])
  const mask = graph.input('attention_mask', 'int64', ['batch_size', 'total_sequence_length'])

  const one = graph.weight('int64', [1], new BigInt64Array([1n]))
  const axis = graph.weight('int64', [], new BigInt64Array([1n]))
  const [attended] = graph.node('ReduceSum', [mask, one], 1, { keepdims: 0 })
  const [before] = graph.node('Sub', [attended!, one])
  const [lengths] = graph.node('Cast', [before!], 1, { to: 6 })
  const [maskShape] = graph.node('Shape', [mask])
  const [whole] = graph.node('Gather', [maskShape!, axis], 1, { axis: 0 })
  const [total] = graph.node('Cast', [whole!], 1, { to: 6 })
  const [cosines, sines] = rotaryTables(headWidth).map((table) => graph.weight('float32', [contextLength, headWidth / 2], table))

  const normalize = (x: string) => {
    const scale = graph.weight('float32', [width], new Float32Array(width).fill(1))
    return graph.node('SimplifiedLayerNormalization', [x, scale], 1, { epsilon: { float: 1e-6 } })[0]!
  }
  const quantize = (x: string) => graph.node('DynamicQuantizeLinear', [x], 3)
  /** Dynamic int8 with a scale for each output channel, as ONNX Runtime's own quantizer writes it. */
  const multiply = ([x, scale, zero]: string[], from: number, to: number) => {
    const weights = graph.weight('int8', [from, to], randomBytes(from * to, random))
    const zeros = graph.weight('int8', [to], new Int8Array(to))
    const scales = graph.weight('float32', [to], new Float32Array(to).fill(0.02 / 74))
    const [product] = graph.node('MatMulInteger', [x!, weights, zero!, zeros])
    const [floats] = graph.node('Cast', [product!], 1, { to: 1 })
    const [factor] = graph.node('Mul', [scale!, scales])
    return graph.node('Mul', [floats!, factor!])[0]!
  }

  const table = graph.weight('float32', [vocabulary, width], randomFloats(vocabulary * width, 0.03, random))
  let x = graph.node('Gather', [table, ids])[0]!
  for (let block = 0; block < depth; block++) {
    const past = ['key', 'value'].map((side) => graph.input(`past_key_values.${block}.${side}`, 'float32', cacheAxes))
    const present = ['key', 'value'].map((side) => `present.${block}.${side}`)
    const input = quantize(normalize(x))
    const projected = [heads, keyValueHeads, keyValueHeads].map((count) => multiply(input, width, count * headWidth))
    const [attentive] = graph.node(
      'com.microsoft.GroupQueryAttention',
      [...projected, ...past, lengths!, total!, cosines!, sines!],
      [`attention_${block}`, ...present],
      { num_heads: heads, kv_num_heads: keyValueHeads, do_rotary: 1 }
    )
    for (const name of present) graph.output(name, 'float32', presentAxes)
    x = graph.node('Add', [x, multiply(quantize(attentive!), width, width)])[0]!
    const fed = quantize(normalize(x))
    const gate = multiply(fed, width, feedForward)
    const [open] = graph.node('Sigmoid', [gate])
    const [silu] = graph.node('Mul', [gate, open!])
    const [hidden] = graph.node('Mul', [silu!, multiply(fed, width, feedForward)])
    x = graph.node('Add', [x, multiply(quantize(hidden!), feedForward, width)])[0]!
  }
  const logits = multiply(quantize(normalize(x)), width, vocabulary)
  graph.node('Identity', [logits], ['logits'])
  graph.output('logits', 'float32', ['batch_size', 'sequence_length', vocabulary])
  return graph.build()
}

/** What transformers.js must know of the model. */
export function describeLlama(shape: ModelShape): object {
  return {
    model_type: 'llama', architectures: ['LlamaForCausalLM'], vocab_size: vocabularyOf(shape), hidden_size: shape.width,
    intermediate_size: shape.feedForward, num_hidden_layers: shape.depth, num_attention_heads: shape.heads,
    num_key_value_heads: shape.keyValueHeads, head_dim: shape.headWidth, max_position_embeddings: contextLength,
    bos_token_id: 1, eos_token_id: 2
  }
}

/** Cosines and sines `[contextLength, headWidth / 2]`. */
function rotaryTables(headWidth: number): [Float32Array, Float32Array] {
  const half = headWidth / 2
  const angles = Array.from({ length: contextLength * half }, (_, i) => Math.floor(i / half) * 10_000 ** (-(i % half) / half))
  return [Float32Array.from(angles, Math.cos), Float32Array.from(angles, Math.sin)]
}
