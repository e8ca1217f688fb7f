/** Tokens → frames, streamed over latent frames with the base decoder's state. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { TokensByLayer } from '../../../shared/contract/engine.ts'
import { EngineFailedError, PackError } from '../../../shared/errors.ts'
import type { OpenPack } from '../../inference/open-pack.ts'
import { bytesOf, codeTensor, floatTensor, floatsOf, type Tensor, type Tensors } from '../../inference/tensors.ts'
import { decodeUpper } from './upper-context.ts'

/** What to decode; N clips side by side. */
export interface DecodeJob {
  readonly clips: readonly TokensByLayer[]
  /** For each clip flags of masked cells of the last layer, null for none. */
  readonly masks: readonly (Uint8Array | null)[]
  /** How many layers, from the top, to use. */
  readonly layers: number
  readonly fromFrame: number
  /** Exclusive. */
  readonly toFrame: number
}

export interface FrameChunk {
  readonly firstFrame: number
  readonly count: number
  /** rgb24 `[N, count, height, width, 3]` */
  readonly data: Uint8Array
}

/**
 * Latent frames of one run of the base decoder: few enough to stop soon, enough to make little of what each run costs
 * beside its frames: its states are copied out of it, and are as large as the frames of four.
 */
const latentFramesPerRun = 2

/**
 * Decodes a range of frames. The decoder is causal: it starts at the first frame and keeps only the range.
 * @yields chunks in order
 */
export async function* decodeFrames(pack: OpenPack, job: DecodeJob): AsyncGenerator<FrameChunk> {
  const { layers, clip } = pack.manifest
  const base = layers[layers.length - 1]!
  const [latents, height, width] = base.grid
  const plane = height * width
  const perLatent = clip.frames / latents
  const n = job.clips.length
  const upper = await decodeUpper(pack, job.clips, job.layers)
  let states = startStates(pack, n)
  const last = Math.ceil(job.toFrame / perLatent)
  for (let t = 0; t < last; t += latentFramesPerRun) {
    await nextTurn()
    const span = Math.min(latentFramesPerRun, last - t)
    const range = { from: t * plane, to: (t + span) * plane }
    const kept = t + span < last ? Object.keys(states) : []
    const outputs = await pack.graphs.baseDecoder.run(
      {
        ...states,
        context: cutContext(upper.context, upper.contextWidth, n, latents * plane, range, [span, height, width]),
        [`codes_${base.index}`]: codeTensor(
          job.clips.map((tokens) => (tokens[base.index] ?? []).slice(range.from, range.to)),
          [span, height, width]
        ),
        known: markKnown(job, base.index, layers.length, range, [n, span, height, width])
      },
      ['frames', ...kept.map((name) => `next_${name}`)]
    )
    states = Object.fromEntries(
      kept.map((name) => {
        const next = outputs[`next_${name}`]!
        return [name, floatTensor(floatsOf(outputs, `next_${name}`), next.dims)]
      })
    )
    const chunk = cutFrames(outputs, n, t * perLatent, span * perLatent, job, clip.height * clip.width * 3)
    if (chunk) yield chunk
  }
}

/** Zeros for every state of the base decoder; its first axis is N. */
function startStates(pack: OpenPack, n: number): Tensors {
  const graph = pack.graphs.baseDecoder
  const names = graph.inputNames.filter((name) => name.startsWith('state_'))
  return Object.fromEntries(
    names.map((name) => {
      const dims = graph.inputAxes(name).map((axis, i) => {
        if (i === 0) return n
        if (typeof axis === 'number' && axis >= 0) return axis
        throw new PackError({
          operation: 'decode frames',
          reason: `graph baseDecoder leaves axis ${i} of ${name} open, so its start cannot be known`,
          remedy: 'Export the pack again with fixed sizes for its states',
          field: 'graphs.baseDecoder'
        })
      })
      const count = dims.reduce((product, size) => product * size, 1)
      return [name, floatTensor(new Float32Array(count), dims)]
    })
  )
}

interface CellRange {
  readonly from: number
  readonly to: number
}

function cutContext(
  context: Float32Array,
  contextWidth: number,
  n: number,
  cells: number,
  { from, to }: CellRange,
  dims: readonly number[]
): Tensor {
  const run = (to - from) * contextWidth
  const part = new Float32Array(n * run)
  for (let i = 0; i < n; i++) {
    const start = (i * cells + from) * contextWidth
    part.set(context.subarray(start, start + run), i * run)
  }
  return floatTensor(part, [n, ...dims, contextWidth])
}

/** 1 where a code of the last layer counts: the layer is used, the code is there, and it is not masked (or repeated). */
function markKnown(job: DecodeJob, index: number, count: number, range: CellRange, dims: readonly number[]): Tensor {
  const each = range.to - range.from
  const known = new Float32Array(job.clips.length * each)
  if (job.layers >= count) {
    job.clips.forEach((tokens, n) => {
      const mask = job.masks[n]
      for (let i = 0; i < each; i++) {
        const position = range.from + i
        if ((tokens[index]?.[position] ?? -1) >= 0 && !mask?.[position]) known[n * each + i] = 1
      }
    })
  }
  return floatTensor(known, dims)
}

function cutFrames(
  outputs: Tensors,
  n: number,
  firstFrame: number,
  count: number,
  { fromFrame, toFrame }: DecodeJob,
  frameBytes: number
): FrameChunk | null {
  const data = bytesOf(outputs, 'frames')
  if (data.length !== n * count * frameBytes) {
    throw new EngineFailedError({
      operation: 'decode frames',
      reason: `graph baseDecoder returned ${data.length} bytes instead of ${n * count * frameBytes}`,
      remedy: 'Export the pack again as docs/model-pack-format.md says'
    })
  }
  const from = Math.max(fromFrame, firstFrame) - firstFrame
  const to = Math.min(toFrame, firstFrame + count) - firstFrame
  if (to <= from) return null
  if (to - from === count) return { firstFrame, count, data }
  const part = new Uint8Array(n * (to - from) * frameBytes)
  for (let i = 0; i < n; i++) {
    const start = (i * count + from) * frameBytes
    part.set(data.subarray(start, start + (to - from) * frameBytes), i * (to - from) * frameBytes)
  }
  return { firstFrame: firstFrame + from, count: to - from, data: part }
}
