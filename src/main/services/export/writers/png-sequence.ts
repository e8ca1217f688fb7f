/** One PNG a frame, each of which carries its own shot. */
import { shapeOf } from '../../../pipeline/5-export/video-arguments.ts'
import { writePngSequence } from '../../../pipeline/5-export/write-png-sequence.ts'
import { aboutExport, aboutScenes } from '../export-work.ts'
import { createStoryFrames, planScenes } from '../story-frames.ts'
import { burnInDialogue } from './captions.ts'
import type { Writer } from '../export-work.ts'

export const pngSequence: Writer<'png-sequence'> = async (work, options, target) => {
  const source = createStoryFrames(work.scenes, work.clip, work.decoder)
  const shape = shapeOf(source, options, false)
  const { hasCaptions, missing } = await burnInDialogue(work, options.captions, shape)
  const plan = planScenes(work.scenes, work.clip)
  // Made once a shot: frames come in order.
  let known: { index: number; xmp: string } | null = null
  const xmpOf = (frame: number): string => {
    const place = (frame * source.frames) / shape.frames
    const index = Math.max(0, plan.findLastIndex(({ firstFrame }) => firstFrame <= place))
    if (known?.index !== index) {
      const scene = work.scenes[index]
      known = { index, xmp: aboutExport(work, scene === undefined ? [] : aboutScenes([scene])).xmp }
    }
    return known.xmp
  }
  await writePngSequence(source, { ...options, hasCaptions, xmpOf }, target, work.write)
  return missing
}
