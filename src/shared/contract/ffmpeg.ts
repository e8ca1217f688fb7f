/**
 * Which ffmpeg makes and reads videos. The page never names a program: it picks one of those that the host has found, by an
 * id that only this session knows, or asks the host to show the system's dialog.
 */
import { z } from 'zod'
import { method } from '../rpc/table.ts'

/** `setting`: a person chose it, here or when the studio was started (`HITVIDEO_FFMPEG`). */
const ffmpegSourceSchema = z.enum(['setting', 'bundled', 'system'])

/** An encoder or filter that the studio uses, and the exports that need it. */
const ffmpegLackSchema = z.object({ name: z.string(), neededFor: z.array(z.string()) })

const ffmpegCandidateSchema = z.object({
  id: z.string(),
  source: ffmpegSourceSchema,
  /** Null: it does not work. */
  version: z.string().nullable(),
  /** Null: it works. */
  problem: z.string().nullable(),
  missing: z.array(ffmpegLackSchema),
  isUsed: z.boolean()
})

export const ffmpegStatusSchema = z.object({
  /** The one in use; null: none works, and only tokens and PDF can be exported. */
  source: ffmpegSourceSchema.nullable(),
  version: z.string().nullable(),
  /** What the one in use lacks. */
  missing: z.array(ffmpegLackSchema),
  /** All that were found, the preferred ones first: what a person chose, the bundled one, the system's. */
  candidates: z.array(ffmpegCandidateSchema),
  /** Whether `ffmpeg.browse` can show a dialog here. */
  canBrowse: z.boolean()
})

export const ffmpegMethods = {
  'ffmpeg.status': method(z.object({}), ffmpegStatusSchema),
  /** Uses one of `candidates` from now on, in later sessions too; null: the preferred one that works. */
  'ffmpeg.use': method(z.object({ id: z.string().max(100).nullable() }), ffmpegStatusSchema),
  /**
   * Lets the person choose a program in the system's dialog, and uses it where it is an ffmpeg. Refused with `unavailable`
   * in a browser: there, `HITVIDEO_FFMPEG` names another one when the studio is started.
   */
  'ffmpeg.browse': method(z.object({}), ffmpegStatusSchema)
}

export type FfmpegSource = z.infer<typeof ffmpegSourceSchema>
export type FfmpegLack = z.infer<typeof ffmpegLackSchema>
export type FfmpegStatus = z.infer<typeof ffmpegStatusSchema>
