/** An asset: an imported file, kept under the hash of its content, so that the same video is stored once. */
import { z } from 'zod'
import { assetIdSchema } from './ids.ts'
import { momentSchema } from './project.ts'

export const assetSchema = z.object({
  id: assetIdSchema,
  /** SHA-256 of the content, lower-case hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(0),
  mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,80}$/),
  /** The file's name when it was imported, without folders. */
  name: z.string().min(1).max(255),
  createdAt: momentSchema
})

export type Asset = z.infer<typeof assetSchema>
