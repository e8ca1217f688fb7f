/** The language model of a pack: its graph, its heads, and runs of steps. It sees token numbers and code rows, not text or pixels. */
import { EngineFailedError } from '../../shared/errors.ts'
import type { PackManifest } from '../../shared/model-pack.ts'
import type { Links } from '../../shared/sampling/code-logits.ts'
import { guide } from '../../shared/sampling/guidance.ts'
import { countLogits } from '../../shared/tokens/codes.ts'
import { countFactors } from './demands.ts'
import type { Graph } from './graph.ts'
import { KeyValueCache } from './key-value-cache.ts'
import { StepInputs } from './step-inputs.ts'
import { floatTensor, floatsOf, type Tensor } from './tensors.ts'

export interface LanguageGraphs {
  readonly languageModel: Graph
  /** In order of generation. */
  readonly heads: readonly Graph[]
  /** In order of generation; null where a layer's sub-codes are independent. */
  readonly links: readonly (Links | null)[]
}

/** A sequence under way: the cache of its past, and the inputs of its steps. */
export class LanguageRun {
  /** Takes that are generated side by side. */
  readonly takes: number
  /** Rows of the batch: with guidance all conditional ones, then all unconditional ones. */
  readonly rows: number
  private readonly manifest: PackManifest
  private readonly graphs: LanguageGraphs
  private readonly cache: KeyValueCache
  private readonly fetches: string[]
  private readonly inputs = new Map<number, StepInputs>()
  private readonly guided = new Map<number, Tensor>()

  /**
   * @param isGuided whether there are unconditional rows
   */
  constructor(manifest: PackManifest, graphs: LanguageGraphs, takes: number, isGuided: boolean) {
    this.manifest = manifest
    this.graphs = graphs
    this.takes = takes
    this.rows = isGuided ? 2 * takes : takes
    const { depth, keyValueHeads, headWidth } = manifest.languageModel
    this.cache = new KeyValueCache({ depth, rows: this.rows, heads: keyValueHeads, headWidth })
    this.fetches = ['hidden', ...this.cache.fetches]
  }

  /** Begins this run with what a run of one take holds, for every take. */
  repeatTake(source: LanguageRun): void {
    this.cache.repeatRows(source.cache, (row) => Math.floor(row / this.takes))
  }

  /** Cleared inputs for a step of `size` positions; valid until the next call of the same size. */
  inputsOf(size: number): StepInputs {
    let inputs = this.inputs.get(size)
    if (inputs) inputs.clear()
    else {
      inputs = new StepInputs({
        rows: this.rows,
        size,
        factors: countFactors(this.manifest.layers),
        promptWidth: this.manifest.prompt.width
      })
      this.inputs.set(size, inputs)
    }
    return inputs
  }

  /**
   * Runs one step and keeps its keys and values.
   * @returns hidden state `[B, S, width]`
   */
  async step(inputs: StepInputs): Promise<Float32Array> {
    this.cache.feed(inputs.feeds)
    const outputs = await this.graphs.languageModel.run(inputs.feeds, this.fetches)
    this.cache.append(outputs, inputs.size)
    return floatsOf(outputs, 'hidden')
  }

  /**
   * Logits of a step's positions under guidance.
   * @param hidden `[B, S, width]`
   * @param order of the layer whose head reads it
   * @returns `[takes, S, Σ 2^factor]`
   * @throws EngineFailedError for NaN or infinite logits
   */
  async logits(hidden: Float32Array, size: number, order: number, guidance: number): Promise<Float32Array> {
    const layer = this.manifest.layers[order]!
    const head = this.graphs.heads[order]!
    const outputs = await head.run({ hidden: this.guide(hidden, size, guidance) }, ['logits'])
    const logits = floatsOf(outputs, 'logits')
    if (logits.length !== this.takes * size * countLogits(layer.factors) || !isFinite(logits)) {
      throw new EngineFailedError({
        operation: `predict layer ${layer.index}`,
        reason: `graph ${head.name} returned logits that are not finite numbers of the expected count`,
        remedy: 'Use another precision or device, or export the pack again',
        field: `graphs.${head.name}`
      })
    }
    return logits
  }

  /** What sub-codes of a layer say of the next ones. */
  linksOf(order: number): Links | null {
    return this.graphs.links[order] ?? null
  }

  private guide(hidden: Float32Array, size: number, guidance: number): Tensor {
    const { width } = this.manifest.languageModel
    const dims = [this.takes, size, width]
    if (this.rows === this.takes) return floatTensor(hidden, dims)
    let tensor = this.guided.get(size)
    if (!tensor) {
      tensor = floatTensor(new Float32Array(this.takes * size * width), dims)
      this.guided.set(size, tensor)
    }
    guide(hidden, guidance, tensor.data as Float32Array)
    return tensor
  }
}

/** One NaN or infinity anywhere makes the sum one. */
function isFinite(values: Float32Array): boolean {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return Number.isFinite(sum)
}
