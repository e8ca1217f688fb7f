/** The frames of a story, shot after shot: each take is decoded when its turn comes and forgotten when it is over. */
import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { frameOfClip, planShots } from '../../../shared/export/plan-shots.ts'
import { readAt } from '../../pipeline/5-export/containers/file-bytes.ts'
import { frameBytes } from '../../pipeline/5-export/frame-source.ts'
import type { PlannedShot } from '../../../shared/export/plan-shots.ts'
import type { Take } from '../../../shared/storyboard/take.ts'
import type { FrameSource } from '../../pipeline/5-export/frame-source.ts'
import type { Scene } from './gather.ts'
import type { ClipShape, DecodedTake, TakeDecoder } from './take-decoder.ts'

/** A scene that has a take. */
export interface ShownScene extends Scene {
  readonly take: Take
}

export const isShown = (scene: Scene): scene is ShownScene => scene.take !== null && scene.take.layers.length > 0

/** The frames that each scene takes. */
export function planScenes(scenes: readonly Scene[], clip: ClipShape): PlannedShot[] {
  const own = clip.frames / clip.framesPerSecond
  return planShots(scenes.map(({ durationSeconds }) => durationSeconds ?? own), clip.framesPerSecond)
}

/** Frames of a shot from its clip: cut, or with its last frame standing still. */
export async function* readShot(clip: DecodedTake, frames: number, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const bytes = frameBytes(clip)
  const moving = Math.min(frames, clip.frames)
  const stream = createReadStream(clip.file, { end: moving * bytes - 1, ...(signal === undefined ? {} : { signal }) })
  yield* stream as AsyncIterable<Buffer>
  if (frames === moving) return
  const file = await open(clip.file, 'r')
  try {
    const last = await readAt(file, (clip.frames - 1) * bytes, bytes)
    for (let frame = moving; frame < frames; frame++) {
      signal?.throwIfAborted()
      yield last
    }
  } finally {
    await file.close()
  }
}

/** One frame of a clip, shown at `index` of its shot. */
export async function readOneFrame(clip: DecodedTake, index: number): Promise<Buffer> {
  const file = await open(clip.file, 'r')
  try {
    return await readAt(file, frameOfClip(index, clip.frames) * frameBytes(clip), frameBytes(clip))
  } finally {
    await file.close()
  }
}

/** The whole story as one source. */
export function createStoryFrames(scenes: readonly ShownScene[], clip: ClipShape, decoder: TakeDecoder): FrameSource {
  const plan = planScenes(scenes, clip)
  return {
    width: clip.width,
    height: clip.height,
    framesPerSecond: clip.framesPerSecond,
    frames: plan.reduce((sum, { frames }) => sum + frames, 0),
    read: async function* (signal) {
      for (const [index, scene] of scenes.entries()) {
        const decoded = await decoder.decode(scene.take)
        try {
          yield* readShot(decoded, plan[index]?.frames ?? decoded.frames, signal)
        } finally {
          await rm(decoded.file, { force: true })
        }
      }
    }
  }
}
