/** Several clips side by side, playing. */
import { rm } from 'node:fs/promises'
import { ConflictError } from '../../../../shared/errors.ts'
import { createSheet, mostSheetPictures, shapeSheet } from '../../../pipeline/5-export/sheet-frames.ts'
import { shapeOf } from '../../../pipeline/5-export/video-arguments.ts'
import { writeGif, writeVideo } from '../../../pipeline/5-export/write-video.ts'
import { aboutExport, aboutScenes } from '../export-work.ts'
import { listAllTakes } from '../gather.ts'
import { burnIn } from './captions.ts'
import type { Caption } from '../../../../shared/export/captions.ts'
import type { OptionsOf } from '../../../../shared/export/options.ts'
import type { Take } from '../../../../shared/storyboard/take.ts'
import type { FrameSource } from '../../../pipeline/5-export/frame-source.ts'
import type { AboutScene } from '../about-file.ts'
import type { ExportWork, Writer } from '../export-work.ts'
import type { DecodedTake } from '../take-decoder.ts'
import type { PlacedCaptions } from './captions.ts'

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
    return listAllTakes(work.read, first.shot).map((take) => ({ take, layers: null, label: `${take.number} · ${take.name || take.prompt}` }))
  }
  if (work.scope.kind === 'project') {
    return work.scenes.map(({ take, number, shot }) => ({ take, layers: null, label: `${number} · ${shot.prompt}` }))
  }
  return first.take.layers.map((_, index) => ({ take: first.take, layers: index + 1, label: `1–${index + 1}` }))
}

const longestLabel = 48

export const contactSheet: Writer<'contact-sheet'> = async (work, options, target) => {
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
    const { hasCaptions, missing } = await burnInLabels(work, options, pictures, source, shape)
    const scenes = work.scope.kind === 'shot' ? shotWithTakes(work, pictures) : aboutScenes(work.scenes)
    const { xmp, tags } = aboutExport(work, scenes)
    const picture = { scale: options.scale, resampling: options.resampling, framesPerSecond: null, hasCaptions }
    const write = { ...work.write, xmp }
    if (options.container === 'gif') {
      await writeGif(source, { ...picture, colours: 256, dither: 'ordered', loops: true }, target, write)
    } else {
      await writeVideo(source, { ...picture, container: options.container, quality: 'high', audio: null, tags }, target, write)
    }
    return missing
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

async function burnInLabels(
  work: ExportWork,
  options: OptionsOf<'contact-sheet'>,
  pictures: readonly SheetPicture[],
  source: FrameSource,
  shape: ReturnType<typeof shapeSheet>
): Promise<PlacedCaptions> {
  if (!options.labels) return { hasCaptions: false, missing: '' }
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
  return burnIn(work, labels, output, Math.max(8, work.clip.height * scale * 0.07))
}
