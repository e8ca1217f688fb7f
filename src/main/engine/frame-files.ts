/** Frames leave the engine through files: megabytes through the message channel would take longer than decoding. */
import { open, type FileHandle } from 'node:fs/promises'
import type { AlternativesResult, DecodeResult, TokensByLayer } from '../../shared/contract/engine.ts'
import { FileError } from '../../shared/errors.ts'
import { fillMasked } from '../../shared/tokens/mask.ts'
import type { OpenPack } from '../inference/open-pack.ts'
import { decodeFrames } from '../pipeline/4-decode/frame-decoder.ts'
import type { CallHooks } from './call-hooks.ts'

interface FrameRequest {
  readonly tokens: TokensByLayer
  readonly masked: Uint8Array | null
  readonly layers: number
  readonly fromFrame: number
  readonly toFrame: number
  readonly file: string
}

/** Decodes into a file, telling of each chunk that lies in it. */
export async function writeFrames(pack: OpenPack, request: FrameRequest, hooks: CallHooks): Promise<DecodeResult> {
  const started = performance.now()
  const { height, width } = pack.manifest.clip
  const { layers, fromFrame, toFrame } = request
  let frames = 0
  let bytes = 0
  await withFile(request.file, async (file) => {
    const job = { ...prepareMasked(pack, [request.tokens], request.masked), layers, fromFrame, toFrame }
    for await (const { firstFrame, count, data } of decodeFrames(pack, job)) {
      if (hooks.signal.aborted) break
      await file.write(data, 0, data.length, bytes)
      hooks.emit({ type: 'frames', firstFrame, count, firstByte: bytes, bytes: data.length })
      bytes += data.length
      frames += count
    }
  })
  const status = hooks.signal.aborted ? 'cancelled' : 'done'
  return { status, frames, height, width, seconds: (performance.now() - started) / 1000 }
}

interface ThumbnailRequest {
  /** Tokens with each alternative in place. */
  readonly clips: readonly TokensByLayer[]
  readonly masked: Uint8Array | null
  readonly layers: number
  readonly frame: number
  readonly file: string
}

/** Decodes one frame of each clip into a file, one after the other. */
export async function writeThumbnails(
  pack: OpenPack,
  request: ThumbnailRequest
): Promise<AlternativesResult['thumbnails']> {
  const { clips, masked, layers, frame } = request
  const { height, width } = pack.manifest.clip
  let bytes = 0
  await withFile(request.file, async (file) => {
    const job = { ...prepareMasked(pack, clips, masked), layers, fromFrame: frame, toFrame: frame + 1 }
    for await (const { data } of decodeFrames(pack, job)) {
      await file.write(data, 0, data.length, bytes)
      bytes += data.length
    }
  })
  return { height, width, bytes }
}

/** What the decoder needs of masked cells: repeated codes in their places, or the flags of cells to predict. */
function prepareMasked(
  pack: OpenPack,
  clips: readonly TokensByLayer[],
  masked: Uint8Array | null
): { clips: readonly TokensByLayer[]; masks: (Uint8Array | null)[] } {
  const { mask: rule, layers } = pack.manifest
  const { index, grid } = layers[layers.length - 1]!
  if (!rule || !masked) return { clips, masks: clips.map(() => null) }
  if (rule.strategy !== 'repeat') return { clips, masks: clips.map(() => masked) }
  const filled = clips.map((tokens) => {
    const codes = tokens[index]?.slice()
    if (!codes) return tokens
    fillMasked(codes, masked, grid[1] * grid[2], rule.strategy)
    return { ...tokens, [index]: codes }
  })
  return { clips: filled, masks: clips.map(() => null) }
}

async function withFile(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const fail = (error: unknown): never => {
    if (!(error instanceof Error) || !('code' in error)) throw error
    throw new FileError(
      {
        operation: 'write frames',
        reason: `the file for them cannot be written (${String(error.code)})`,
        remedy: 'Free some space on the disk, or choose another folder',
        field: 'file'
      },
      { cause: error }
    )
  }
  const file = await open(path, 'w').catch(fail)
  try {
    await write(file)
  } catch (error) {
    fail(error)
  } finally {
    await file.close()
  }
}
