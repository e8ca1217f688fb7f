/** What a person chooses for an export; it travels as `options` of an `export` job. */
import { z } from 'zod'
import { assetIdSchema } from '../storyboard/ids.ts'
import type { ExportRequest } from '../storyboard/job.ts'

/** Where the result goes. */
const targetSchema = z.object({
  /** Of `files.chooseTarget`. */
  file: z.string().min(1).max(200),
  /** False: what is there already is kept, and the job is refused with `conflict` and the field's name. */
  overwrite: z.boolean().default(false)
})

const motion = {
  /** Pixels of the export for each pixel of the clip, along both axes. */
  scale: z.int().min(1).max(8).default(1),
  /** `crisp` repeats pixels, `lanczos` smooths. */
  resampling: z.enum(['lanczos', 'crisp']).default('lanczos'),
  /** Null: the clip's own; above it, frames between are made by motion interpolation. */
  framesPerSecond: z.number().min(1).max(60).nullable().default(null),
  /** Burn the shots' dialogue into the picture. */
  captions: z.boolean().default(false)
}

const audio = {
  /** A sound file of the project, from the start, cut or filled up with silence to the length of the video. */
  audioAssetId: assetIdSchema.nullable().default(null)
}

const common = {
  /** Null: not chosen yet; enough for `export.plan`, not for a job. */
  target: targetSchema.nullable().default(null),
  /** Write tokens, seed, parameters, prompt and notes into the file; null: as the settings say. */
  metadata: z.boolean().nullable().default(null)
}

const several = {
  /** The files in one ZIP, for hosts that can hand over a single file only; false: a folder. */
  archive: z.boolean().default(false)
}

/** Moments of a shot as shares of its length: 0 is the first frame, 1 the last. */
const moments = z.array(z.number().min(0).max(1)).min(1).max(4)

export const exportOptionsSchema = z.discriminatedUnion('format', [
  /** H.264. `lossless` keeps every pixel (RGB 4:4:4): few players show it; `small` … `high` are for everybody. */
  z.object({
    format: z.literal('mp4'),
    quality: z.enum(['small', 'standard', 'high', 'lossless']).default('high'),
    ...motion,
    ...audio,
    ...common
  }),
  /** VP9 and Opus. */
  z.object({
    format: z.literal('webm'),
    quality: z.enum(['small', 'standard', 'high', 'lossless']).default('high'),
    ...motion,
    ...audio,
    ...common
  }),
  /** Frames are shown to the hundredth of a second. */
  z.object({
    format: z.literal('gif'),
    colours: z.int().min(4).max(256).default(256),
    dither: z.enum(['none', 'ordered', 'diffuse']).default('ordered'),
    loops: z.boolean().default(true),
    ...motion,
    framesPerSecond: z.number().min(1).max(50).nullable().default(null),
    ...common
  }),
  /** One PNG a frame. */
  z.object({ format: z.literal('png-sequence'), ...several, ...motion, ...common }),
  /** A grid that plays: the takes of a shot, the shots of a storyboard, or a take by number of layers. */
  z.object({
    format: z.literal('contact-sheet'),
    container: z.enum(['mp4', 'gif', 'webm']).default('mp4'),
    columns: z.int().min(1).max(12).nullable().default(null),
    scale: motion.scale,
    resampling: motion.resampling,
    /** Number and prompt under each picture. */
    labels: z.boolean().default(true),
    ...common
  }),
  z.object({
    format: z.literal('pdf'),
    panelsPerPage: z.union([z.literal(1), z.literal(3), z.literal(6)]).default(3),
    paper: z.enum(['a4', 'letter']).default('a4'),
    /** A thumbnail for each. */
    moments: moments.default([0, 0.5, 1]),
    prompt: z.boolean().default(true),
    notes: z.boolean().default(true),
    dialogue: z.boolean().default(true),
    ...common
  }),
  /** The tokens alone: about 5 kB a take. */
  z.object({ format: z.literal('tokens'), form: z.enum(['binary', 'text']).default('binary'), ...common }),
  /** One MP4 a shot and a list that video editors read. */
  z.object({
    format: z.literal('timeline'),
    ...several,
    list: z.enum(['otio', 'edl', 'fcpxml']).default('otio'),
    quality: z.enum(['small', 'standard', 'high', 'lossless']).default('high'),
    scale: motion.scale,
    resampling: motion.resampling,
    ...common
  })
])

export type ExportOptions = z.output<typeof exportOptionsSchema>
/** What a page writes; defaults may be left out. */
export type ExportChoices = z.input<typeof exportOptionsSchema>
export type ExportFormat = ExportOptions['format']
export type ExportScope = ExportRequest['scope']
export type OptionsOf<Format extends ExportFormat> = Extract<ExportOptions, { format: Format }>
export type Quality = OptionsOf<'mp4'>['quality']

/** Last part of the file's name; null: the export is a folder. */
export function extensionOf(options: ExportOptions): string | null {
  switch (options.format) {
    case 'png-sequence':
    case 'timeline':
      return options.archive ? 'zip' : null
    case 'contact-sheet':
      return options.container
    case 'tokens':
      return options.form === 'text' ? 'txt' : 'hitvideo-take'
    default:
      return options.format
  }
}
