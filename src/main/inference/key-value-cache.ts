/**
 * The language model's key-value cache by the split-KV rule: the graph reads it without a copy and returns only the new
 * rows, which are written into it here. It is copied only when it grows.
 */
import { cacheCapacity } from '../../shared/tokens/cache-capacity.ts'
import { floatTensor, floatsOf, type Tensors } from './tensors.ts'

/** Added to the scores of an empty slot; softmax makes it an exact zero. */
const empty = -1e9

export interface CacheShape {
  /** Blocks of the model. */
  readonly depth: number
  /** B: rows of the batch. */
  readonly rows: number
  readonly heads: number
  readonly headWidth: number
}

/** One side (keys or values) of one block: `[B, heads, capacity, headWidth]`. */
interface Slab {
  readonly past: string
  readonly fresh: string
  data: Float32Array
}

export class KeyValueCache {
  private readonly shape: CacheShape
  private readonly slabs: Slab[]
  private bias = new Float32Array(0)
  private capacity = 0
  private filled = 0

  constructor(shape: CacheShape) {
    this.shape = shape
    this.slabs = Array.from({ length: shape.depth }, (_, i) => [
      { past: `past_key_${i}`, fresh: `new_key_${i}`, data: new Float32Array(0) },
      { past: `past_value_${i}`, fresh: `new_value_${i}`, data: new Float32Array(0) }
    ]).flat()
  }

  /** Outputs of the graph that `append` needs. */
  get fetches(): string[] {
    return this.slabs.map((slab) => slab.fresh)
  }

  /**
   * Sets the cache's inputs of a step where they are not set yet. The capacity a step sees depends on what is filled before it only, see `cacheCapacity`.
   */
  feed(feeds: Tensors): void {
    const capacity = cacheCapacity(this.filled)
    if (capacity !== this.capacity) this.grow(capacity)
    const { rows, heads, headWidth } = this.shape
    if (feeds['past_bias']?.data === this.bias) return
    feeds['past_bias'] = floatTensor(this.bias, [capacity])
    for (const slab of this.slabs) feeds[slab.past] = floatTensor(slab.data, [rows, heads, capacity, headWidth])
  }

  /**
   * Writes the new rows of a step, `[B, heads, S, headWidth]` for each block, behind those that are there.
   * @param size S
   */
  append(outputs: Tensors, size: number): void {
    const after = this.filled + size
    // Rows that the capacity cannot hold wait in a larger cache: the next step would grow it anyway.
    if (after > this.capacity) this.grow(cacheCapacity(after))
    const { rows, heads, headWidth } = this.shape
    const run = size * headWidth
    for (const slab of this.slabs) {
      const fresh = floatsOf(outputs, slab.fresh)
      for (let lane = 0; lane < rows * heads; lane++) {
        const to = (lane * this.capacity + this.filled) * headWidth
        slab.data.set(fresh.subarray(lane * run, (lane + 1) * run), to)
      }
    }
    this.bias.fill(0, this.filled, after)
    this.filled = after
  }

  private grow(capacity: number): void {
    const { rows, heads, headWidth } = this.shape
    const kept = this.filled * headWidth
    for (const slab of this.slabs) {
      const larger = new Float32Array(rows * heads * capacity * headWidth)
      for (let lane = 0; lane < rows * heads; lane++) {
        const from = lane * this.capacity * headWidth
        larger.set(slab.data.subarray(from, from + kept), lane * capacity * headWidth)
      }
      slab.data = larger
    }
    this.bias = new Float32Array(capacity).fill(empty)
    this.bias.fill(0, 0, this.filled)
    this.capacity = capacity
  }
}
