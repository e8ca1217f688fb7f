/** Takes → frames in files, by the engine. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConflictError } from '../../../shared/errors.ts'
import { readLayers } from '../../database/layers.ts'
import { toEngineTokens } from '../previews/engine-tokens.ts'
import { openPackOf } from '../queue/runners/generation.ts'
import { getPack } from '../workspace/owners.ts'
import type { Take } from '../../../shared/storyboard/take.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import type { Engines } from '../queue/runners/generation.ts'

/** Size and rate of a pack's clips. */
export interface ClipShape {
  readonly frames: number
  readonly framesPerSecond: number
  readonly height: number
  readonly width: number
}

export interface DecodedTake extends ClipShape {
  /** rgb24 `[frames, height, width, 3]` */
  readonly file: string
}

export interface DecoderOptions {
  readonly engines: Engines
  readonly read: ReadableDatabase
  /** Files are made in it. */
  readonly folder: string
  readonly signal: AbortSignal
  /** Told how many frames were decoded in all. */
  readonly onFrames: (done: number) => void
}

export class TakeDecoder {
  private readonly options: DecoderOptions
  private done = 0
  private made = 0

  constructor(options: DecoderOptions) {
    this.options = options
  }

  /** Shape of a take's clips. @throws UnavailableError where its pack is not there */
  async shapeOf(take: Take): Promise<ClipShape> {
    const { engines, read } = this.options
    const { description } = await openPackOf(engines, getPack(read, take.packHash))
    return description.manifest.clip
  }

  /**
   * The one shape of all takes.
   * @throws ConflictError where they differ
   */
  async sharedShape(takes: readonly Take[]): Promise<ClipShape> {
    const [first, ...others] = await Promise.all([...new Map(takes.map((take) => [take.packHash, take])).values()].map((take) => this.shapeOf(take)))
    if (first === undefined) throw new Error('decode the takes: there are none')
    const isSame = (other: ClipShape): boolean =>
      other.height === first.height && other.width === first.width && other.framesPerSecond === first.framesPerSecond
    if (others.every(isSame)) return first
    throw new ConflictError({
      operation: 'export',
      reason: 'its takes were made by packs with other sizes or frame rates',
      remedy: 'Export the shots one by one'
    })
  }

  /**
   * Decodes a take. The file is the caller's to remove.
   * @param layers how many, from the top; null: all that are there
   */
  async decode(take: Take, layers: number | null = null): Promise<DecodedTake> {
    const { engines, read, folder, signal, onFrames } = this.options
    signal.throwIfAborted()
    const { engine, description } = await openPackOf(engines, getPack(read, take.packHash))
    const { frames, framesPerSecond, height, width } = description.manifest.clip
    const there = readLayers(read, take.id)
    const count = Math.min(layers ?? there.length, there.length)
    const { tokens, masked } = toEngineTokens(there, count)
    this.made += 1
    const file = join(folder, `take-${this.made}.rgb`)
    const before = this.done
    const result = await engine.call(
      'decode',
      { tokens, masked, layers: count, fromFrame: 0, toFrame: frames, file },
      {
        signal,
        onEvent: (event) => {
          if (event.type === 'frames') onFrames(before + event.firstFrame + event.count)
        }
      }
    )
    if (result.status === 'cancelled') {
      await rm(file, { force: true })
      signal.throwIfAborted()
    }
    this.done += frames
    return { file, frames, framesPerSecond, height, width }
  }
}
