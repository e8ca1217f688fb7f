/** The same Llama for llama.cpp: random Q8_0 weights. */
import { buildGguf, type GgufTensor } from './gguf.ts'
import { contextLength } from './llama-onnx.ts'
import { makeRandom, randomBytes } from './random.ts'
import { vocabularyOf, type ModelShape } from './shape.ts'

/** Q8_0: blocks of 32 weights, a half-precision scale before each. */
const blockWeights = 32
const blockBytes = 34
/** 2⁻¹² as a half-precision number: random bytes become weights of the usual size. */
const scale = [0x00, 0x0c]

export function buildLlamaGguf(shape: ModelShape): Uint8Array {
  const { depth, width, heads, keyValueHeads, headWidth, feedForward } = shape
  const vocabulary = vocabularyOf(shape)
  const random = makeRandom(2)
  if ([width, feedForward, heads * headWidth].some((size) => size % blockWeights !== 0)) {
    throw new RangeError(`Q8_0 needs sizes that are multiples of ${blockWeights}`)
  }
  const matrix = (name: string, from: number, to: number): GgufTensor => {
    const blocks = (from * to) / blockWeights
    const data = new Uint8Array(randomBytes(blocks * blockBytes, random).buffer, 0, blocks * blockBytes)
    for (let block = 0; block < blocks; block++) data.set(scale, block * blockBytes)
    return { name, dims: [from, to], type: 8, data }
  }
  const ones = (name: string): GgufTensor => ({ name, dims: [width], type: 0, data: new Uint8Array(new Float32Array(width).fill(1).buffer) })
  const blocks = Array.from({ length: depth }, (_, i) => [
    ones(`blk.${i}.attn_norm.weight`),
    matrix(`blk.${i}.attn_q.weight`, width, heads * headWidth),
    matrix(`blk.${i}.attn_k.weight`, width, keyValueHeads * headWidth),
    matrix(`blk.${i}.attn_v.weight`, width, keyValueHeads * headWidth),
    matrix(`blk.${i}.attn_output.weight`, heads * headWidth, width),
    ones(`blk.${i}.ffn_norm.weight`),
    matrix(`blk.${i}.ffn_gate.weight`, width, feedForward),
    matrix(`blk.${i}.ffn_up.weight`, width, feedForward),
    matrix(`blk.${i}.ffn_down.weight`, feedForward, width)
  ]).flat()
  const tensors = [matrix('token_embd.weight', width, vocabulary), ...blocks, ones('output_norm.weight'), matrix('output.weight', width, vocabulary)]
  const words = listWords(vocabulary)
  return buildGguf(
    {
      'general.architecture': 'llama',
      'general.name': 'bench',
      'llama.context_length': contextLength,
      'llama.embedding_length': width,
      'llama.block_count': depth,
      'llama.feed_forward_length': feedForward,
      'llama.attention.head_count': heads,
      'llama.attention.head_count_kv': keyValueHeads,
      'llama.attention.layer_norm_rms_epsilon': { float: 1e-6 },
      'llama.rope.dimension_count': headWidth,
      'llama.vocab_size': vocabulary,
      'tokenizer.ggml.model': 'llama',
      'tokenizer.ggml.tokens': words.map(({ text }) => text),
      'tokenizer.ggml.scores': { floats: words.map(() => 0) },
      'tokenizer.ggml.token_type': { integers: words.map(({ type }) => type) },
      'tokenizer.ggml.bos_token_id': 1,
      'tokenizer.ggml.eos_token_id': 2
    },
    tensors
  )
}

/** llama.cpp asks for words, the 256 single bytes among them; what they are is of no account here. */
function listWords(count: number): { text: string; type: number }[] {
  const [normal, control, byte] = [1, 3, 6]
  const special = ['<unk>', '<s>', '</s>'].map((text) => ({ text, type: control! }))
  const bytes = Array.from({ length: 256 }, (_, i) => ({ text: `<0x${i.toString(16).toUpperCase().padStart(2, '0')}>`, type: byte! }))
  const others = Array.from({ length: count - special.length - bytes.length }, (_, i) => ({ text: `▁word${i}`, type: normal! }))
  return [...special, ...bytes, ...others]
}
