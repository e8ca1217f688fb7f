/** Branded ids: a shot's id cannot be handed over where a take's is meant. They mean nothing, and they are never paths. */
import { z } from 'zod'

const id = z.string().regex(/^[A-Za-z0-9-]{8,64}$/, 'must be an id')

export const projectIdSchema = id.brand<'ProjectId'>()
export const shotIdSchema = id.brand<'ShotId'>()
export const takeIdSchema = id.brand<'TakeId'>()
export const assetIdSchema = id.brand<'AssetId'>()
export const jobIdSchema = id.brand<'JobId'>()

export type ProjectId = z.infer<typeof projectIdSchema>
export type ShotId = z.infer<typeof shotIdSchema>
export type TakeId = z.infer<typeof takeIdSchema>
export type AssetId = z.infer<typeof assetIdSchema>
export type JobId = z.infer<typeof jobIdSchema>
