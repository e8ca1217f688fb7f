/** The rows of a portable file, parsed: what does not parse was not written by the studio. */
import { z } from 'zod'
import { assetSchema } from '../../../shared/storyboard/asset.ts'
import { momentSchema, projectNameSchema } from '../../../shared/storyboard/project.ts'
import { shotSchema } from '../../../shared/storyboard/shot.ts'
import { packReferenceSchema, takeSchema } from '../../../shared/storyboard/take.ts'

/** JSON in a column. */
const json = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' })
      return z.NEVER
    }
  }).pipe(schema)

const key = z.int().min(0)
const bytes = z.instanceof(Uint8Array)
const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1)

export const projectRow = z.object({
  name: projectNameSchema, packId: z.string().max(64).nullable(), createdAt: momentSchema, exportedAt: momentSchema
})
export const packRow = packReferenceSchema.extend({ layers: json(packReferenceSchema.shape.layers) })
export const shotRow = shotSchema
  .pick({ prompt: true, negativePrompt: true, notes: true, dialogue: true, durationSeconds: true, createdAt: true })
  .extend({ number: key, chosenTake: key.nullable() })
export const takeRow = takeSchema
  .pick({ number: true, origin: true, prompt: true, negativePrompt: true, seed: true, draw: true, name: true, rating: true, createdAt: true })
  .extend({
    key,
    shot: key,
    parent: key.nullable(),
    sampling: json(takeSchema.shape.sampling),
    pack: takeSchema.shape.packHash,
    starred: flag,
    asset: assetSchema.shape.hash.nullable()
  })
export const layerRow = z.object({
  take: key, layer: z.int().min(0).max(255), codes: key, masked: key.nullable(), locked: key.nullable(), stale: key.nullable()
})
export const blobRow = z.object({ id: key, bytes })
export const assetRow = assetSchema.pick({ hash: true, bytes: true, mediaType: true, name: true })
export const assetPieceRow = z.object({ number: key, bytes })
