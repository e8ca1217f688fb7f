import { shapeOf } from '../../../pipeline/5-export/video-arguments.ts'
import { writeGif } from '../../../pipeline/5-export/write-video.ts'
import { aboutExport } from '../export-work.ts'
import { createStoryFrames } from '../story-frames.ts'
import { burnInDialogue } from './captions.ts'
import type { Writer } from '../export-work.ts'

export const gif: Writer<'gif'> = async (work, options, target) => {
  const source = createStoryFrames(work.scenes, work.clip, work.decoder)
  const { hasCaptions, missing } = await burnInDialogue(work, options.captions, shapeOf(source, options, false))
  await writeGif(source, { ...options, hasCaptions }, target, { ...work.write, xmp: aboutExport(work).xmp })
  return missing
}
