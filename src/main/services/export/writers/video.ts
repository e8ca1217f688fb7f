/** MP4 and WebM. */
import { needsEvenSides, shapeOf } from '../../../pipeline/5-export/video-arguments.ts'
import { writeVideo } from '../../../pipeline/5-export/write-video.ts'
import { aboutExport } from '../export-work.ts'
import { createStoryFrames } from '../story-frames.ts'
import { burnInDialogue } from './captions.ts'
import type { Writer } from '../export-work.ts'

export const video: Writer<'mp4' | 'webm'> = async (work, options, target) => {
  const source = createStoryFrames(work.scenes, work.clip, work.decoder)
  const codec = { container: options.format, quality: options.quality }
  const { hasCaptions, missing } = await burnInDialogue(work, options.captions, shapeOf(source, options, needsEvenSides(codec)))
  const { xmp, tags } = aboutExport(work)
  await writeVideo(source, { ...options, ...codec, hasCaptions, tags, audio: work.audio }, target, { ...work.write, xmp })
  return missing
}
