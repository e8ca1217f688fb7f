/** The storyboard on paper. */
import { rm, writeFile } from 'node:fs/promises'
import { paperWordsOf } from '../../../../shared/export/paper-words.ts'
import { writePdf } from '../../../pipeline/5-export/paper/write-pdf.ts'
import { writeXmp } from '../../../../shared/carried/xmp.ts'
import { aboutExport } from '../export-work.ts'
import { isShown, planScenes, readOneFrame } from '../story-frames.ts'
import type { Panel } from '../../../pipeline/5-export/paper/write-pdf.ts'
import type { Writer } from '../export-work.ts'

export const pdf: Writer<'pdf'> = async (work, options, target) => {
  const { story, decoder, clip } = work
  const plan = planScenes(story.scenes, clip)
  const panels = story.scenes.map((scene, index): Panel => {
    const { firstFrame, frames } = plan[index] ?? { firstFrame: 0, frames: clip.frames }
    const { prompt, notes, dialogue } = scene.shot
    return {
      number: scene.number,
      take: scene.take?.number ?? null,
      startSeconds: firstFrame / clip.framesPerSecond,
      durationSeconds: frames / clip.framesPerSecond,
      prompt, notes, dialogue,
      readPictures: async () => {
        if (!isShown(scene)) return []
        const decoded = await decoder.decode(scene.take)
        try {
          return await Promise.all(options.moments.map((moment) => readOneFrame(decoded, Math.round(moment * (frames - 1)))))
        } finally {
          await rm(decoded.file, { force: true })
        }
      }
    }
  })
  const { width, height } = clip
  const { title } = story
  const { source } = aboutExport(work)
  const xmp = writeXmp({ source, creatorTool: work.tool, title })
  const words = paperWordsOf(work.language)
  const { pdf: document, missing } = await writePdf({ title, tool: work.tool, words, xmp, width, height, options, panels }, work.fonts)
  await writeFile(target, document)
  return missing
}
