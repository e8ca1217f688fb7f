/**
 * Export. The work itself is a job: `queue.add` with `{ kind: 'export', scope, options }`, where `options` is
 * `exportOptionsSchema` of `src/shared/export/options.ts`. It is refused with `conflict` where a file would be overwritten
 * (`field` is `options.target.overwrite`) and with `unavailable` where ffmpeg lacks an encoder.
 */
import { z } from 'zod'
import { exportOptionsSchema } from '../export/options.ts'
import { method } from '../rpc/table.ts'
import { exportRequestSchema } from '../storyboard/job.ts'
import { takeIdSchema } from '../storyboard/ids.ts'

const scope = exportRequestSchema.shape.scope

/** `result.data` of an export job that is done. */
export const exportResultSchema = z.object({
  bytes: z.int().min(0),
  /** Name of the file or folder, without folders above it. */
  name: z.string(),
  /** Characters that no font has, so that they are missing in captions or on paper; empty: none. */
  missingCharacters: z.string()
})

export const exportPlanSchema = z.object({
  /** What to name the file. */
  suggestedName: z.string(),
  /** Null: a folder. */
  extension: z.string().nullable(),
  /** Of the exported video; null for documents and lists. */
  video: z
    .object({
      frames: z.int().min(1),
      framesPerSecond: z.number(),
      durationSeconds: z.number(),
      width: z.int(),
      height: z.int()
    })
    .nullable(),
  shots: z.int().min(0),
  /** Shots that have no take and will be missing. */
  emptyShots: z.int().min(0),
  /** Rough. */
  estimatedBytes: z.int().min(0),
  /** Encoders and filters that the ffmpeg in use lacks for this. */
  missing: z.array(z.string())
})

export const exportMethods = {
  /** What an export would be, without doing it; for the dialog. */
  'export.plan': method(
    z.object({ scope, options: exportOptionsSchema }),
    exportPlanSchema
  ),
  /** A take as text for the clipboard; `import.restore` reads it back. */
  'export.takeText': method(z.object({ takeId: takeIdSchema }), z.object({ text: z.string(), bytes: z.int() }))
}

export type ExportResult = z.infer<typeof exportResultSchema>
export type ExportPlan = z.infer<typeof exportPlanSchema>
