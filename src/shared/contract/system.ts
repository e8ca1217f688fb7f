/** What the studio runs on: shown on the troubleshooting page and in the status line. */
import { z } from 'zod'
import { event, method } from '../rpc/table.ts'

export const systemDescriptionSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser']),
  platform: z.string(),
  architecture: z.string(),
  nodeVersion: z.string(),
  electronVersion: z.string().nullable(),
  processors: z.int(),
  memoryBytes: z.int()
})

export type SystemDescription = z.infer<typeof systemDescriptionSchema>

export const systemMethods = {
  'system.describe': method(z.object({}), systemDescriptionSchema)
}

export const systemEvents = {
  /** The host is going away on purpose: clients show it and reconnect instead of reporting a failure. */
  'system.closing': event(z.object({}))
}
