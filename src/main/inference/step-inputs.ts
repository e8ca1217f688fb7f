/** The inputs of one language-model step of a given size, allocated once and written in place. */
import { floatTensor, indexTensor, type Tensor, type Tensors } from './tensors.ts'

export interface StepShape {
  /** B: rows of the batch. */
  readonly rows: number
  /** S: positions of the step. */
  readonly size: number
  /** F: sub-codes of a position. */
  readonly factors: number
  readonly promptWidth: number
}

/** 64-bit indices written through their low words: storing a BigInt would allocate one for each number. */
class IndexInput {
  readonly tensor: Tensor
  private readonly words: Int32Array

  constructor(dims: readonly number[]) {
    const count = dims.reduce((product, size) => product * size, 1)
    this.tensor = indexTensor(new Int32Array(count), dims)
    this.words = new Int32Array((this.tensor.data as BigInt64Array).buffer)
  }

  /** Every machine that ONNX Runtime runs on is little-endian: the low word comes first. */
  set(index: number, value: number): void {
    this.words[2 * index] = value
  }

  clear(): void {
    this.words.fill(0)
  }
}

export class StepInputs {
  readonly size: number
  /** All inputs but the cache's, which `KeyValueCache.feed` adds. */
  readonly feeds: Tensors
  /** `[B, S, promptWidth]`, zeros except in the prefix. */
  readonly prompt: Float32Array
  private readonly shape: StepShape
  private readonly codes: IndexInput
  private readonly contents: IndexInput
  private readonly targets: IndexInput

  constructor(shape: StepShape) {
    const { rows, size, factors, promptWidth } = shape
    this.shape = shape
    this.size = size
    this.codes = new IndexInput([rows, size, factors])
    this.contents = new IndexInput([size])
    this.targets = new IndexInput([size])
    this.prompt = new Float32Array(rows * size * promptWidth)
    this.feeds = {
      codes: this.codes.tensor,
      prompt: floatTensor(this.prompt, [rows, size, promptWidth]),
      contents: this.contents.tensor,
      targets: this.targets.tensor,
      // The positions of a step see each other in both directions.
      new_bias: floatTensor(new Float32Array(size * size), [size, size])
    }
  }

  /** Back to rows of nothing: code rows 0, no content, no target. */
  clear(): void {
    this.codes.clear()
    this.contents.clear()
    this.targets.clear()
  }

  /** Row of the code table of one sub-code of position `place`. */
  setCodeRow(row: number, place: number, factor: number, codeRow: number): void {
    this.codes.set((row * this.shape.size + place) * this.shape.factors + factor, codeRow)
  }

  /** Where the content of position `place` sits: 1 + token number. */
  setContent(place: number, content: number): void {
    this.contents.set(place, content)
  }

  /** What position `place` predicts: 1 + token number. */
  setTarget(place: number, target: number): void {
    this.targets.set(place, target)
  }
}
