/**
 * Import. A file that was dropped or chosen comes as a handle of the host. `import.examine` says what it is: an export of
 * this studio, which `import.restore` turns back into shots and takes token for token, or a video, which a job
 * (`queue.add` with `{ kind: 'import', projectId, shotId, assetId, options }`, options as in `src/shared/import/options.ts`)
 * cuts, crops and tokenizes. The job's `result.data` is `importResultSchema`.
 */
import { z } from 'zod'
import { method } from '../rpc/table.ts'
import { assetIdSchema, projectIdSchema, shotIdSchema, takeIdSchema } from '../storyboard/ids.ts'
import { packReferenceSchema } from '../storyboard/take.ts'

const handle = z.string().min(1).max(200)

export const examinedVideoSchema = z.object({
  container: z.enum(['mp4', 'mov', 'webm', 'mkv', 'gif', 'images']),
  /** As the container says; null: not known before decoding. */
  durationSeconds: z.number().nullable(),
  width: z.int().min(1),
  height: z.int().min(1),
  framesPerSecond: z.number().nullable(),
  /** Null: not known, or of an image sequence. */
  codec: z.string().nullable(),
  /** Images of a sequence; null for videos. */
  images: z.int().nullable()
})

/** What an exported file carries, in short. */
export const carriedSummarySchema = z.object({
  shots: z.int().min(1),
  takes: z.int().min(1),
  packs: z.array(packReferenceSchema.pick({ id: true, version: true, hash: true })),
  /** The first shot's. */
  prompt: z.string(),
  seed: z.int().nullable()
})

export const examinedFileSchema = z.object({
  name: z.string(),
  /** Null: the file carries no storyboard. */
  carried: carriedSummarySchema.nullable(),
  /** Null: it is no video (a file of tokens). */
  video: examinedVideoSchema.nullable()
})

const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), file: handle }),
  /** From the clipboard. */
  z.object({ kind: z.literal('text'), text: z.string().min(1).max(4_000_000) })
])

export const importMethods = {
  /** Looks into a file without decoding it. Several files, or a folder, are an image sequence. */
  'import.examine': method(z.object({ files: z.array(handle).min(1).max(10_000) }), examinedFileSchema),
  /** The same for text of the clipboard; null: it carries nothing. */
  'import.examineText': method(z.object({ text: z.string().max(4_000_000) }), carriedSummarySchema.nullable()),
  /** Keeps a copy of a video, a sound file or the images of a sequence with the project. */
  'import.keep': method(
    z.object({ projectId: projectIdSchema, files: z.array(handle).min(1).max(10_000) }),
    z.object({ assetId: assetIdSchema })
  ),
  /**
   * Brings back what an export carries: one take into `shotId`, or, with null, every shot with its take, notes and
   * dialogue as new shots at the end.
   */
  'import.restore': method(
    z.object({ projectId: projectIdSchema, shotId: shotIdSchema.nullable().default(null), source }),
    z.object({ shotIds: z.array(shotIdSchema), takeIds: z.array(takeIdSchema) })
  )
}

export type ExaminedVideo = z.infer<typeof examinedVideoSchema>
export type ExaminedFile = z.infer<typeof examinedFileSchema>
export type CarriedSummary = z.infer<typeof carriedSummarySchema>
