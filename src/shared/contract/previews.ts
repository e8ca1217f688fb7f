/** Pictures of tokens: a take decoded once into a sheet of frames, and what the model thinks of a take's cells. */
import { z } from 'zod'
import { method } from '../rpc/table.ts'
import { jobIdSchema, takeIdSchema } from '../storyboard/ids.ts'
import { layerIndexSchema } from '../storyboard/take.ts'

const mediaId = z.string().min(1).max(64)
const position = z.int().min(0).max(2 ** 24 - 1)

/** All frames of a clip in one PNG: frame `i` is at column `i mod columns`, row `⌊i / columns⌋`. */
export const previewSchema = z.object({
  mediaId,
  /** SHA-256 of the tokens that were decoded: the same hash is the same picture. */
  hash: z.string(),
  /** How many layers, from the top, were used. */
  layers: z.int().min(1),
  frames: z.int().min(1),
  columns: z.int().min(1),
  framesPerSecond: z.number().gt(0),
  /** Of one frame, in pixels. */
  height: z.int().min(1),
  width: z.int().min(1)
})

export const alternativeSchema = z.object({ code: z.int().min(0), probability: z.number().min(0).max(1) })

export const cellAlternativesSchema = z.object({
  layer: layerIndexSchema,
  position,
  /** How unsure the model is of this cell, given all that comes before it. */
  entropyBits: z.number(),
  /** Most probable first. */
  alternatives: z.array(alternativeSchema),
  /** One frame for each alternative in one PNG, side by side in one row. */
  thumbnails: z.object({ mediaId, height: z.int(), width: z.int() })
})

export const previewsMethods = {
  /** `layers` null: all layers that are complete. */
  'previews.get': method(z.object({ takeId: takeIdSchema, layers: z.int().min(1).max(16).nullable() }), previewSchema),
  /** Of a job that is still at work: what its layers so far look like. */
  'previews.ofJob': method(
    z.object({ jobId: jobIdSchema, takeIndex: z.int().min(0), layers: z.int().min(1).max(16) }),
    previewSchema
  ),
  /** Other codes for one cell of a layer, each with the picture it would give. */
  'cells.alternatives': method(
    z.object({
      takeId: takeIdSchema,
      layer: layerIndexSchema,
      position,
      count: z.int().min(1).max(16).default(6),
      frame: z.int().min(0).default(0)
    }),
    cellAlternativesSchema
  ),
  /** By layer index, for the first `layers` layers: one entry for each cell in raster order. */
  'cells.entropy': method(
    z.object({ takeId: takeIdSchema, layers: z.int().min(1).max(16) }),
    z.object({ entropyBits: z.record(z.string(), z.array(z.number())) })
  )
}

export type Preview = z.infer<typeof previewSchema>
export type CellAlternatives = z.infer<typeof cellAlternativesSchema>
