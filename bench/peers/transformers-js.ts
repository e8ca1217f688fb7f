/** @huggingface/transformers on onnxruntime-node: the cache goes out of every step and into the next one. */
import { serve } from '../contestants/child.ts'
import { timeSteps, type BurstRequest, type StepperSetup } from '../contestants/stepper.ts'

/** The part of the package that is used; it is installed by the benchmark only. */
interface TensorLike {
  readonly dims: number[]
}
interface Transformers {
  readonly env: { allowRemoteModels: boolean; localModelPath: string }
  readonly Tensor: new (type: string, data: Float32Array | BigInt64Array, dims: number[]) => TensorLike
  readonly DynamicCache: new (entries: Record<string, TensorLike>) => Record<string, TensorLike>
  readonly AutoModelForCausalLM: {
    from_pretrained(id: string, options: object): Promise<Model>
  }
}
interface Model {
  readonly config: { num_hidden_layers: number; num_key_value_heads: number; head_dim: number; vocab_size: number }
  forward(inputs: object): Promise<Record<string, TensorLike>>
}

const packageName: string = '@huggingface/transformers'
let peer: { library: Transformers; model: Model; rows: number } | null = null
let past: { length: number; entries: Record<string, TensorLike> } | null = null

async function open({ folder, threads, rows }: StepperSetup): Promise<string> {
  const library = (await import(packageName)) as Transformers
  library.env.allowRemoteModels = false
  library.env.localModelPath = folder
  const session_options = { intraOpNumThreads: threads, interOpNumThreads: 1 }
  const model = await library.AutoModelForCausalLM.from_pretrained('llama', { dtype: 'q8', device: 'cpu', session_options })
  peer = { library, model, rows }
  return '@huggingface/transformers (onnxruntime-node, dynamic int8)'
}

async function burst({ past: length, steps }: BurstRequest): Promise<number[]> {
  if (!peer) throw new Error('Not opened')
  const { library, model, rows } = peer
  const { Tensor, DynamicCache } = library
  if (past?.length !== length) past = { length, entries: makePast(length) }
  let cache = new DynamicCache({ ...past.entries })
  let count = length
  return timeSteps(steps, async () => {
    count++
    const inputs = {
      input_ids: new Tensor('int64', new BigInt64Array(rows).fill(BigInt(count % model.config.vocab_size)), [rows, 1]),
      attention_mask: new Tensor('int64', new BigInt64Array(rows * count).fill(1n), [rows, count]),
      past_key_values: cache
    }
    const outputs = await model.forward(inputs)
    if (!outputs['logits']) throw new Error('It returned no logits')
    const present = Object.entries(outputs).filter(([name]) => name.startsWith('present.'))
    cache = new DynamicCache(Object.fromEntries(present.map(([name, tensor]) => [name.replace('present', 'past_key_values'), tensor])))
  })
}

function makePast(length: number): Record<string, TensorLike> {
  const { library, model, rows } = peer!
  const { num_hidden_layers: depth, num_key_value_heads: heads, head_dim: width } = model.config
  const entries: Record<string, TensorLike> = {}
  for (let block = 0; block < depth; block++) {
    for (const side of ['key', 'value']) {
      const data = Float32Array.from({ length: rows * heads * length * width }, (_, i) => Math.sin(i * 0.7 + block))
      entries[`past_key_values.${block}.${side}`] = new library.Tensor('float32', data, [rows, heads, length, width])
    }
  }
  return entries
}

serve({ open, burst })
