/**
 * The tokens a job has so far. What is flushed survives anything; a flush happens as soon as the last one is old enough,
 * so that a crash costs at most a blink of work and a fast model does not wait for the disk after every block.
 */
import { deleteChunks, insertChunks, readChunks, updateJob } from '../../database/jobs.ts'
import type { Chunk, StoredJob } from '../../database/jobs.ts'
import type { Connection } from '../../database/connection.ts'

const flushMilliseconds = 50

interface TakeSoFar {
  /** Layer index → position → code. */
  readonly layers: Map<number, Map<number, number>>
  masked: string | null
}

export class Checkpoint {
  private readonly connection: Connection
  private readonly job: Pick<StoredJob, 'id' | 'sequence'>
  private readonly takes = new Map<number, TakeSoFar>()
  private waiting: Chunk[] = []
  private flushedAt = 0
  private packHash: string | null

  constructor(connection: Connection, job: Pick<StoredJob, 'id' | 'sequence' | 'packHash'>) {
    this.connection = connection
    this.job = job
    this.packHash = job.packHash
    for (const chunk of readChunks(connection, job.sequence)) this.take(chunk)
  }

  /** Forgets what was made with another pack. Must be called before the first token is read or added. */
  usePack(hash: string): void {
    if (this.packHash === hash) return
    this.takes.clear()
    this.packHash = hash
    this.connection.transact('store the tokens', (database) => {
      deleteChunks(database, this.job.sequence)
      updateJob(database, this.job.id, { packHash: hash })
    })
  }

  /** Tokens of a layer: position → code. */
  tokens(takeIndex: number, layer: number): ReadonlyMap<number, number> {
    return this.takes.get(takeIndex)?.layers.get(layer) ?? new Map()
  }

  /** The mask, as base64 bits; null: not yet predicted. */
  masked(takeIndex: number): string | null {
    return this.takes.get(takeIndex)?.masked ?? null
  }

  /** How many tokens of a layer there are, over all takes. */
  count(layer: number): number {
    let count = 0
    for (const take of this.takes.values()) count += take.layers.get(layer)?.size ?? 0
    return count
  }

  /** Adds tokens or a mask. On disk when this returns `true`; else with the next flush. */
  add(chunk: Chunk): boolean {
    this.take(chunk)
    this.waiting.push(chunk)
    if (performance.now() - this.flushedAt < flushMilliseconds) return false
    this.flush()
    return true
  }

  /** Puts on disk what is not there yet. */
  flush(): void {
    const chunks = this.waiting
    if (chunks.length === 0) return
    this.connection.transact('store the tokens', (database) => {
      insertChunks(database, this.job.sequence, chunks)
      updateJob(database, this.job.id, { fruitlessStarts: 0 })
    })
    this.waiting = []
    this.flushedAt = performance.now()
  }

  private take(chunk: Chunk): void {
    const soFar = this.takes.get(chunk.takeIndex) ?? { layers: new Map<number, Map<number, number>>(), masked: null }
    this.takes.set(chunk.takeIndex, soFar)
    if ('masked' in chunk) {
      soFar.masked = chunk.masked
      return
    }
    const layer = soFar.layers.get(chunk.layer) ?? new Map<number, number>()
    soFar.layers.set(chunk.layer, layer)
    chunk.positions.forEach((position, i) => layer.set(position, chunk.codes[i] ?? 0))
  }
}
