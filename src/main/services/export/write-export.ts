/** Makes the file or folder of an export, whatever its format. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeCarried } from '../../../shared/carried/carried-bytes.ts'
import { writeCarriedText } from '../../../shared/carried/carried-text.ts'
import { writeCaptions } from '../../../shared/export/captions.ts'
import { mostEdlClips, writeEdl, writeFcpxml, writeOtio } from '../../../shared/export/cut-list.ts'
import { nameAfter, numbered } from '../../../shared/export/file-names.ts'
import { ConflictError } from '../../../shared/errors.ts'
import { createSheet, mostSheetPictures, shapeSheet } from '../../pipeline/5-export/sheet-frames.ts'
import { needsEvenSides, shapeOf } from '../../pipeline/5-export/video-arguments.ts'
import { writePdf } from '../../pipeline/5-export/write-pdf.ts'
import { writePngSequence } from '../../pipeline/5-export/write-png-sequence.ts'
import { placeCaptions, writeGif, writeVideo } from '../../pipeline/5-export/write-video.ts'
import { describeFile } from './about-file.ts'
import { carryScenes, listAllTakes } from './gather.ts'
import { createStoryFrames, planScenes, readOneFrame, readShot } from './story-frames.ts'
import type { Caption } from '../../../shared/export/captions.ts'
import type { CutClip } from '../../../shared/export/cut-list.ts'
import type { ExportFormat, ExportOptions, ExportScope, OptionsOf } from '../../../shared/export/options.ts'
import type { Take } from '../../../shared/storyboard/take.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import type { FrameSource } from '../../pipeline/5-export/frame-source.ts'
import type { VideoRequest } from '../../pipeline/5-export/video-arguments.ts'
import type { WriteOptions } from '../../pipeline/5-export/write-video.ts'
import type { AboutScene } from './about-file.ts'
import type { Story } from './gather.ts'
import type { ShownScene } from './story-frames.ts'
import type { ClipShape, DecodedTake, TakeDecoder } from './take-decoder.ts'

export interface ExportWork {
  readonly read: ReadableDatabase
  readonly scope: ExportScope
  readonly story: Story
  readonly scenes: readonly ShownScene[]
  readonly decoder: TakeDecoder
  readonly clip: ClipShape
  readonly font: Uint8Array
  /** `HiTVideo Studio 0.1.0` */
  readonly tool: string
  readonly isFull: boolean
  readonly audio: VideoRequest['audio']
  readonly write: Omit<WriteOptions, 'xmp'>
}

type Writer<Format extends ExportFormat> = (work: ExportWork, options: OptionsOf<Format>, target: string) => Promise<string>

const aboutScenes = (scenes: readonly ShownScene[]): AboutScene[] =>
  scenes.map(({ shot, take }) => ({ shot, takes: [take], chosen: 0 }))

const about = (work: ExportWork, scenes: readonly AboutScene[] = aboutScenes(work.scenes)) =>
  describeFile(work.read, work.story.title, scenes, work.tool, work.isFull)

/** Puts the dialogue's captions where ffmpeg looks for them. @returns whether there are any */
async function prepareCaptions(work: ExportWork, isWanted: boolean, width: number, height: number): Promise<boolean> {
  if (!isWanted) return false
  const plan = planScenes(work.scenes, work.clip)
  const rate = work.clip.framesPerSecond
  const captions = work.scenes.map(({ shot }, index): Caption => {
    const { firstFrame, frames } = plan[index] ?? { firstFrame: 0, frames: 0 }
    return { startSeconds: firstFrame / rate, endSeconds: (firstFrame + frames) / rate, text: shot.dialogue, place: 'bottom' }
  })
  if (captions.every(({ text }) => text.trim() === '')) return false
  await placeCaptions(work.write.workingFolder, writeCaptions(width, height, captions), work.font)
  return true
}

const video: Writer<'mp4' | 'webm'> = async (work, options, target) => {
  const source = createStoryFrames(work.scenes, work.clip, work.decoder)
  const codec = { container: options.format, quality: options.quality }
  const { width, height } = shapeOf(source, options, needsEvenSides(codec))
  const hasCaptions = await prepareCaptions(work, options.captions, width, height)
  const { xmp, tags } = about(work)
  await writeVideo(source, { ...options, ...codec, hasCaptions, tags, audio: work.audio }, target, { ...work.write, xmp })
  return ''
}

const gif: Writer<'gif'> = async (work, options, target) => {
  const source = createStoryFrames(work.scenes, work.clip, work.decoder)
  const { width, height } = shapeOf(source, options, false)
  const hasCaptions = await prepareCaptions(work, options.captions, width, height)
  await writeGif(source, { ...options, hasCaptions }, target, { ...work.write, xmp: about(work).xmp })
  return ''
}

const pngSequence: Writer<'png-sequence'> = async (work, options, target) => {
  const source = createStoryFrames(work.scenes, work.clip, work.decoder)
  const { width, height, frames } = shapeOf(source, options, false)
  const hasCaptions = await prepareCaptions(work, options.captions, width, height)
  const plan = planScenes(work.scenes, work.clip)
  // Each picture carries its own shot: made once a shot, as frames come in order.
  let known: { index: number; xmp: string } | null = null
  const xmpOf = (frame: number): string => {
    const place = (frame * source.frames) / frames
    const index = Math.max(0, plan.findLastIndex(({ firstFrame }) => firstFrame <= place))
    if (known?.index !== index) {
      const scene = work.scenes[index]
      known = { index, xmp: about(work, scene === undefined ? [] : aboutScenes([scene])).xmp }
    }
    return known.xmp
  }
  await writePngSequence(source, { ...options, hasCaptions, xmpOf }, target, work.write)
  return ''
}

interface SheetPicture {
  readonly take: Take
  readonly layers: number | null
  readonly label: string
}

/** The takes of a shot, the shots of a storyboard, or a take with one layer after another. */
function listPictures(work: ExportWork): SheetPicture[] {
  const [first] = work.scenes
  if (first === undefined) return []
  if (work.scope.kind === 'shot') {
    return listAllTakes(work.read, first.shot).map((take) => ({ take, layers: null, label: `${take.number} ${take.name || take.prompt}` }))
  }
  if (work.scope.kind === 'project') {
    return work.scenes.map(({ take, number, shot }) => ({ take, layers: null, label: `${number} ${shot.prompt}` }))
  }
  return first.take.layers.map((_, index) => ({ take: first.take, layers: index + 1, label: `1–${index + 1}` }))
}

const longestLabel = 48

const contactSheet: Writer<'contact-sheet'> = async (work, options, target) => {
  const pictures = listPictures(work)
  if (pictures.length > mostSheetPictures) {
    throw new ConflictError({
      operation: 'make the contact sheet',
      reason: `it would have ${pictures.length} pictures, and ${mostSheetPictures} fit`,
      remedy: 'Export a shot, or make a PDF'
    })
  }
  const clips: DecodedTake[] = []
  try {
    for (const { take, layers } of pictures) clips.push(await work.decoder.decode(take, layers))
    const shape = shapeSheet(pictures.length, options.columns, work.clip.width, work.clip.height, options.labels)
    const source = createSheet(clips, work.clip, shape)
    if (options.labels) await placeLabels(work, options, pictures, source, shape)
    const scenes = work.scope.kind === 'shot' ? shotWithTakes(work, pictures) : aboutScenes(work.scenes)
    const { xmp, tags } = about(work, scenes)
    const picture = { scale: options.scale, resampling: options.resampling, framesPerSecond: null, hasCaptions: options.labels }
    const write = { ...work.write, xmp }
    if (options.container === 'gif') {
      await writeGif(source, { ...picture, colours: 256, dither: 'ordered', loops: true }, target, write)
    } else {
      await writeVideo(source, { ...picture, container: options.container, quality: 'high', audio: null, tags }, target, write)
    }
    return ''
  } finally {
    await Promise.all(clips.map(({ file }) => rm(file, { force: true })))
  }
}

function shotWithTakes(work: ExportWork, pictures: readonly SheetPicture[]): AboutScene[] {
  const [first] = work.scenes
  if (first === undefined) return []
  const takes = pictures.map(({ take }) => take)
  const chosen = takes.findIndex(({ id }) => id === first.take.id)
  return [{ shot: first.shot, takes, chosen: chosen < 0 ? null : chosen }]
}

async function placeLabels(
  work: ExportWork,
  options: OptionsOf<'contact-sheet'>,
  pictures: readonly SheetPicture[],
  source: FrameSource,
  shape: ReturnType<typeof shapeSheet>
): Promise<void> {
  const { scale } = options
  const output = shapeOf(source, { scale, resampling: options.resampling, framesPerSecond: null }, options.container !== 'gif')
  const labels = pictures.map(({ label }, index): Caption => ({
    startSeconds: 0,
    endSeconds: source.frames / source.framesPerSecond + 1,
    text: label.length > longestLabel ? `${label.slice(0, longestLabel - 1).toWellFormed()}…` : label,
    place: {
      x: (shape.gap + (index % shape.columns) * shape.cellWidth + work.clip.width / 2) * scale,
      y: (shape.gap + Math.floor(index / shape.columns) * shape.cellHeight + work.clip.height + 1) * scale,
      width: work.clip.width * scale
    }
  }))
  const fontSize = Math.max(8, work.clip.height * scale * 0.07)
  await placeCaptions(work.write.workingFolder, writeCaptions(output.width, output.height, labels, fontSize), work.font)
}

const pdf: Writer<'pdf'> = async (work, options, target) => {
  const { story, decoder, clip } = work
  const plan = planScenes(story.scenes, clip)
  const panels = async function* () {
    for (const [index, { shot, number, take }] of story.scenes.entries()) {
      const pictures: Uint8Array[] = []
      const frames = plan[index]?.frames ?? clip.frames
      if (take !== null && take.layers.length > 0) {
        const decoded = await decoder.decode(take)
        for (const moment of options.moments) pictures.push(await readOneFrame(decoded, Math.round(moment * (frames - 1))))
        await rm(decoded.file, { force: true })
      }
      const seconds = frames / clip.framesPerSecond
      yield { heading: `${number} · ${Number(seconds.toFixed(2))} s`, prompt: shot.prompt, notes: shot.notes, dialogue: shot.dialogue, pictures }
    }
  }
  const { width, height } = clip
  const paper = { title: story.title, author: work.tool, description: `AI-generated with ${work.tool}`, width, height, options, panels: panels() }
  const { pdf: document, missing } = await writePdf(paper, work.font)
  await writeFile(target, document)
  return missing
}

const tokens: Writer<'tokens'> = async (work, options, target) => {
  const storyboard = carryScenes(work.read, aboutScenes(work.scenes))
  await writeFile(target, options.form === 'text' ? `${writeCarriedText(storyboard)}\n` : writeCarried(storyboard))
  return ''
}

const timeline: Writer<'timeline'> = async (work, options, target) => {
  const { scenes, clip, decoder, story } = work
  if (options.list === 'edl' && (scenes.length > mostEdlClips || !Number.isInteger(clip.framesPerSecond))) {
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
    const source: FrameSource = {
      ...clip,
      frames,
      read: async function* (signal) {
        const decoded = await decoder.decode(scene.take)
        try {
          yield* readShot(decoded, frames, signal)
        } finally {
          await rm(decoded.file, { force: true })
        }
      }
    }
    const { xmp, tags } = about(work, aboutScenes([scene]))
    const request = { ...options, container: 'mp4' as const, framesPerSecond: null, hasCaptions: false, audio: null, tags }
    const before = done
    const write = { ...work.write, xmp, onFrames: (count: number) => work.write.onFrames(before + count) }
    await writeVideo(source, request, join(target, 'media', `${name}.mp4`), write)
    done += frames
    const { prompt, notes, dialogue } = scene.shot
    clips.push({ name, file: `media/${name}.mp4`, frames, prompt, notes: work.isFull ? notes : '', dialogue })
  }
  const { width, height } = shapeOf({ ...clip, frames: done }, { ...options, framesPerSecond: null }, options.quality !== 'lossless')
  const list = { name: story.title || basename(target), framesPerSecond: clip.framesPerSecond, width, height, clips }
  const writers = { otio: writeOtio, edl: writeEdl, fcpxml: writeFcpxml }
  await writeFile(join(target, `timeline.${options.list}`), writers[options.list](list))
  return ''
}

/**
 * Writes the export.
 * @returns characters that the font lacks
 */
export function writeExport(work: ExportWork, options: ExportOptions, target: string): Promise<string> {
  switch (options.format) {
    case 'mp4':
    case 'webm':
      return video(work, options, target)
    case 'gif':
      return gif(work, options, target)
    case 'png-sequence':
      return pngSequence(work, options, target)
    case 'contact-sheet':
      return contactSheet(work, options, target)
    case 'pdf':
      return pdf(work, options, target)
    case 'tokens':
      return tokens(work, options, target)
    case 'timeline':
      return timeline(work, options, target)
  }
}
