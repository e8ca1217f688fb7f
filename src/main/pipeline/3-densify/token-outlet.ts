/** Hands out drawn tokens in chunks, so that whoever stores them can resume inside a layer. */
import type { EngineEvent } from '../../../shared/contract/engine.ts'
import type { WorkingTake } from './working-take.ts'

/** Tokens of one chunk: few enough to lose little in a crash, enough to make messages rare. */
const chunkTokens = 64

interface Chunk {
  positions: number[]
  codes: number[]
}

export class TokenOutlet {
  private readonly takes: readonly WorkingTake[]
  private readonly layer: number
  private readonly total: number
  private readonly emit: (event: EngineEvent) => void
  private readonly chunks: Chunk[]
  private readonly done: number[]

  /**
   * @param order of the layer, `layer` its index
   * @param positions all cells of the layer that are not masked
   */
  constructor(
    takes: readonly WorkingTake[],
    order: number,
    layer: number,
    positions: readonly number[],
    emit: (event: EngineEvent) => void
  ) {
    this.takes = takes
    this.layer = layer
    this.total = positions.length
    this.emit = emit
    this.chunks = takes.map(() => ({ positions: [], codes: [] }))
    this.done = takes.map(({ codes }) => positions.filter((position) => codes[order]![position]! >= 0).length)
  }

  add(take: number, position: number, code: number): void {
    const chunk = this.chunks[take]!
    chunk.positions.push(position)
    chunk.codes.push(code)
    this.done[take]!++
  }

  /** Hands out chunks that are full. */
  flushFull(): void {
    this.chunks.forEach((chunk, take) => {
      if (chunk.positions.length >= chunkTokens) this.send(take)
    })
  }

  /** Hands out what is left. */
  flush(): void {
    this.chunks.forEach((chunk, take) => {
      if (chunk.positions.length > 0) this.send(take)
    })
  }

  private send(take: number): void {
    const { positions, codes } = this.chunks[take]!
    this.chunks[take] = { positions: [], codes: [] }
    const progress = { done: this.done[take]!, total: this.total }
    this.emit({ type: 'tokens', take: this.takes[take]!.number, layer: this.layer, positions, codes, ...progress })
  }
}
