/**
 * The language model's key-value cache by the split-KV rule: the graph reads it without a copy and returns only the new
 * rows, which are written into it here. It is copied only when it grows.
 */
import { cacheCapacity } from '../../shared/tokens/cache-capacity.ts'
import { floatTensor, floatsOf, type Tensors } from './tensors.ts'

/** Added to the scores of an empty slot, which makes its share an exact zero. Empty slots hold zeros besides. */
const empty = -1e9

export interface CacheShape {
  /** Blocks of the model. */
  readonly depth: number
  /** B: rows of the batch. */
  readonly rows: number
  readonly heads: number
  readonly headWidth: number
}

/** One side (keys or values) of one block. */
interface Slab {
  readonly past: string
  readonly fresh: string
  /** Space for `[B, heads, capacity, headWidth]` and often more: it doubles, so that growing seldom allocates. */
  space: Float32Array
  /** The part in use. */
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
    const slab = (side: string, block: number): Slab => ({
      past: `past_${side}_${block}`,
      fresh: `new_${side}_${block}`,
      space: new Float32Array(0),
      data: new Float32Array(0)
    })
    this.slabs = Array.from({ length: shape.depth }, (_, i) => [slab('key', i), slab('value', i)]).flat()
  }

  /** Outputs of the graph that `append` needs. */
  get fetches(): string[] {
    return this.slabs.map((slab) => slab.fresh)
  }

  /**
   * Sets the cache's inputs of a step where they are not set yet. The capacity a step sees depends on what is filled before
   * it only, see `cacheCapacity`.
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
    // Where the new rows do not fit, the next step would see a larger capacity anyway.
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

  /**
   * Takes over what another cache of fewer rows holds; this one must be empty.
   * @param sourceRow the row of `source` that each row here repeats
   */
  repeatRows(source: KeyValueCache, sourceRow: (row: number) => number): void {
    const { rows, heads, headWidth } = this.shape
    this.grow(source.capacity)
    const run = heads * source.capacity * headWidth
    this.slabs.forEach((slab, i) => {
      const { data } = source.slabs[i]!
      for (let row = 0; row < rows; row++) {
        slab.data.set(data.subarray(sourceRow(row) * run, (sourceRow(row) + 1) * run), row * run)
      }
    })
    this.bias.set(source.bias)
    this.filled = source.filled
  }

  private grow(capacity: number): void {
    for (const slab of this.slabs) this.growSlab(slab, capacity)
    this.bias = new Float32Array(capacity).fill(empty)
    this.bias.fill(0, 0, this.filled)
    this.capacity = capacity
  }

  /** Moves the lanes of a slab (one for each row and head) to their places in the larger capacity. */
  private growSlab(slab: Slab, capacity: number): void {
    const lanes = this.shape.rows * this.shape.heads
    const [before, after] = [this.capacity * this.shape.headWidth, capacity * this.shape.headWidth]
    const kept = this.filled * this.shape.headWidth
    const from = slab.space
    if (from.length < lanes * after) slab.space = new Float32Array(lanes * after * (this.capacity === 0 ? 1 : 2))
    // From the last lane on: in the same space a lane's new place overlaps the old places of later ones only.
    for (let lane = lanes - 1; lane >= 0; lane--) {
      const old = from.subarray(lane * before, lane * before + kept)
      slab.space.set(old, lane * after)
      slab.space.fill(0, lane * after + kept, (lane + 1) * after)
    }
    slab.data = slab.space.subarray(0, lanes * after)
  }
}
