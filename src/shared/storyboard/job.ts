/** A job of the queue: what is to be done, how far it is, how it ended. */
import { z } from 'zod'
import { candidateCount, samplingSchema } from '../model-pack.ts'
import { assetIdSchema, jobIdSchema, projectIdSchema, shotIdSchema, takeIdSchema } from './ids.ts'
import { momentSchema } from './project.ts'
import { layerIndexSchema, seedSchema } from './take.ts'

/** What differs from the pack's defaults; the take that is made tells all values that were used. */
const sampling = z.array(samplingSchema.partial().extend({ layer: layerIndexSchema })).max(16)
const options = z.record(z.string().max(100), z.json())

/** Boards for a shot's prompt: one take per seed. */
export const boardRequestSchema = z.object({
  kind: z.literal('board'),
  shotId: shotIdSchema,
  seeds: z.array(seedSchema).min(1).max(64),
  sampling,
  packId: z.string().max(64).nullable()
})

/** New codes for some tokens of one layer: a child take that keeps the rest. */
export const rerollRequestSchema = z.object({
  kind: z.literal('reroll'),
  takeId: takeIdSchema,
  layer: layerIndexSchema,
  /** Raster positions; `unlocked`: all that are not locked. Locked ones are left out in either case. */
  positions: z.union([z.literal('unlocked'), z.array(z.int().min(0)).min(1).max(65_536)]),
  sampling
})

/** The layers below what is there. Layers that the take has already are made again in a child take. */
export const densifyRequestSchema = z.object({
  kind: z.literal('densify'),
  takeId: takeIdSchema,
  /** Empty: all that are missing or stale. */
  layers: z.array(layerIndexSchema).max(16),
  /** Null: the take's own. */
  seed: seedSchema.nullable(),
  sampling,
  /** Clips that are drawn, of which the best is kept; left out: as many as the pack says. */
  candidates: candidateCount.optional()
})

/** Frames of a take, into the preview cache. */
export const decodeRequestSchema = z.object({
  kind: z.literal('decode'),
  takeId: takeIdSchema,
  /** How many layers from the top; null: all that are there. */
  layers: z.int().min(1).max(16).nullable()
})

/** A video to be tokenized into a take of a shot; null: of a new shot. */
export const importRequestSchema = z.object({
  kind: z.literal('import'),
  projectId: projectIdSchema,
  shotId: shotIdSchema.nullable(),
  assetId: assetIdSchema,
  options
})

/** A file to be written from a take, a shot or the whole storyboard. */
export const exportRequestSchema = z.object({
  kind: z.literal('export'),
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('take'), takeId: takeIdSchema }),
    z.object({ kind: z.literal('shot'), shotId: shotIdSchema }),
    z.object({ kind: z.literal('project'), projectId: projectIdSchema })
  ]),
  options
})

export const jobRequestSchema = z.discriminatedUnion('kind', [
  boardRequestSchema,
  rerollRequestSchema,
  densifyRequestSchema,
  decodeRequestSchema,
  importRequestSchema,
  exportRequestSchema
])

export const jobKindSchema = z.enum(['board', 'reroll', 'densify', 'decode', 'import', 'export'])

/** waiting → running → done | failed | cancelled; paused from waiting or running, and back to waiting. */
export const jobStateSchema = z.enum(['waiting', 'running', 'paused', 'done', 'failed', 'cancelled'])

export const jobProgressSchema = z.object({
  done: z.int().min(0),
  total: z.int().min(0),
  unit: z.enum(['tokens', 'frames', 'bytes']),
  /** The layer at work, where there is one. */
  layer: layerIndexSchema.nullable(),
  /** Left for this job, from its counts and the measured speed; null: not yet known. */
  etaSeconds: z.number().min(0).nullable()
})

export const jobSchema = z.object({
  id: jobIdSchema,
  request: jobRequestSchema,
  /** The project it works for. */
  projectId: projectIdSchema,
  state: jobStateSchema,
  progress: jobProgressSchema,
  /** Why it failed. */
  error: z.object({ kind: z.string().max(100), message: z.string().max(4000) }).nullable(),
  /** Takes and assets it made; free-form for exports. */
  result: z.object({ takeIds: z.array(takeIdSchema), data: options }).nullable(),
  /** How often it was started. */
  attempts: z.int().min(0),
  createdAt: momentSchema,
  startedAt: momentSchema.nullable(),
  finishedAt: momentSchema.nullable()
})

export type JobRequest = z.infer<typeof jobRequestSchema>
export type BoardRequest = z.infer<typeof boardRequestSchema>
export type RerollRequest = z.infer<typeof rerollRequestSchema>
export type DensifyRequest = z.infer<typeof densifyRequestSchema>
export type DecodeRequest = z.infer<typeof decodeRequestSchema>
export type ImportRequest = z.infer<typeof importRequestSchema>
export type ExportRequest = z.infer<typeof exportRequestSchema>
export type JobKind = z.infer<typeof jobKindSchema>
export type JobState = z.infer<typeof jobStateSchema>
export type JobProgress = z.infer<typeof jobProgressSchema>
export type Job = z.infer<typeof jobSchema>
