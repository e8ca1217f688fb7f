/** How a video becomes a clip; it travels as `options` of an `import` job. */
import { z } from 'zod'

export const importOptionsSchema = z.object({
  /** Where the excerpt begins in the video. */
  startSeconds: z.number().min(0).max(86_400).default(0),
  /** Where it ends; null: as many seconds later as the pack's clips last. */
  endSeconds: z.number().gt(0).max(86_400).nullable().default(null),
  /**
   * What to do where the excerpt is shorter than a clip: `hold` its last frame, `loop` it, or `stretch` it over the clip
   * (which also squeezes a longer one).
   */
  timing: z.enum(['hold', 'loop', 'stretch']).default('hold'),
  /** `crop` fills the picture and cuts what is over, `pad` shows all of it with bars, `stretch` ignores the proportions. */
  fit: z.enum(['crop', 'pad', 'stretch']).default('crop'),
  /** Which part a crop keeps: 0 is the left or top edge, 1 the right or bottom one. */
  cropX: z.number().min(0).max(1).default(0.5),
  cropY: z.number().min(0).max(1).default(0.5),
  /** Frames a second of an image sequence; other files have their own. */
  sequenceFramesPerSecond: z.number().gt(0).max(240).default(24),
  /** What the clip shows, in words: the take's prompt, and that of a new shot. */
  prompt: z.string().max(4000).default(''),
  /** Lock the board, so that new detail can be made under it for another prompt. */
  lockBoard: z.boolean().default(true),
  packId: z.string().max(64).nullable().default(null)
})

export type ImportOptions = z.output<typeof importOptionsSchema>
export type ImportChoices = z.input<typeof importOptionsSchema>

/** How well a number of layers, from the top, tells the video. */
export const reconstructionSchema = z.object({
  layers: z.int().min(1),
  /** Bits of these layers' tokens over frames · height · width. */
  bitsPerPixel: z.number().min(0),
  /** Decibels, over all channels of the whole clip; null: the frames are equal. */
  psnr: z.number().nullable(),
  /** Mean structural similarity of the luma, −1 … 1. */
  ssim: z.number().min(-1).max(1)
})

export type Reconstruction = z.infer<typeof reconstructionSchema>

/** What an import job's result holds besides the take. */
export const importResultSchema = z.object({
  /** One entry for each number of layers, fewest first. */
  reconstruction: z.array(reconstructionSchema)
})

export type ImportResult = z.infer<typeof importResultSchema>
