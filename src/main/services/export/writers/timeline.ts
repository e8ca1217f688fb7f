/** One MP4 a shot, and a list that video editors read. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { mostEdlClips, projectRateOf, writeEdl, writeFcpxml, writeOtio } from '../../../../shared/export/cut-list.ts'
import { nameAfter, numbered } from '../../../../shared/export/file-names.ts'
import { ConflictError } from '../../../../shared/errors.ts'
import { shapeOf } from '../../../pipeline/5-export/video-arguments.ts'
import { writeVideo } from '../../../pipeline/5-export/write-video.ts'
import { aboutExport, aboutScenes } from '../export-work.ts'
import { planScenes, readShot } from '../story-frames.ts'
import type { CutClip } from '../../../../shared/export/cut-list.ts'
import type { FrameSource } from '../../../pipeline/5-export/frame-source.ts'
import type { ExportWork, Writer } from '../export-work.ts'
import type { ShownScene } from '../story-frames.ts'

const writers = { otio: writeOtio, edl: writeEdl, fcpxml: writeFcpxml }

/** The frames of one shot. */
function framesOf({ clip, decoder }: ExportWork, { take }: ShownScene, frames: number): FrameSource {
  return {
    ...clip,
    frames,
    read: async function* (signal) {
      const decoded = await decoder.decode(take)
      try {
        yield* readShot(decoded, frames, signal)
      } finally {
        await rm(decoded.file, { force: true })
      }
    }
  }
}

export const timeline: Writer<'timeline'> = async (work, options, target) => {
  const { scenes, clip, story } = work
  if (options.list === 'edl' && (scenes.length > mostEdlClips || !Number.isInteger(projectRateOf(clip.framesPerSecond)))) {
    throw new ConflictError({
      operation: 'write the EDL',
      reason: `an EDL holds ${mostEdlClips} clips of whole frames a second`,
      remedy: 'Choose OpenTimelineIO or FCPXML'
    })
  }
  await mkdir(join(target, 'media'), { recursive: true })
  const plan = planScenes(scenes, clip)
  const clips: CutClip[] = []
  let done = 0
  for (const [index, scene] of scenes.entries()) {
    const frames = plan[index]?.frames ?? clip.frames
    const name = `${numbered(index, scenes.length)} ${nameAfter(scene.shot.prompt, 'shot', 40)}`
    const { xmp, tags } = aboutExport(work, aboutScenes([scene]))
    const request = { ...options, container: 'mp4' as const, framesPerSecond: null, hasCaptions: false, audio: null, tags }
    const before = done
    const write = { ...work.write, xmp, onFrames: (count: number) => work.write.onFrames(before + count) }
    await writeVideo(framesOf(work, scene, frames), request, join(target, 'media', `${name}.mp4`), write)
    done += frames
    const { prompt, notes, dialogue } = scene.shot
    clips.push({ name, file: `media/${name}.mp4`, frames, prompt, notes: work.isFull ? notes : '', dialogue })
  }
  const { width, height } = shapeOf({ ...clip, frames: done }, { ...options, framesPerSecond: null }, options.quality !== 'lossless')
  const list = { name: story.title || basename(target), framesPerSecond: clip.framesPerSecond, width, height, clips }
  await writeFile(join(target, `timeline.${options.list}`), writers[options.list](list))
  return ''
}
