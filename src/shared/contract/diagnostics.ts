/** Where things lie and what was logged last, for the troubleshooting page. */
import { z } from 'zod'
import { method } from '../rpc/table.ts'

export const diagnosticsSchema = z.object({
  /** The user's folder is written `~`. */
  folders: z.object({ data: z.string(), logs: z.string(), packs: z.string(), cache: z.string() }),
  /** The newest lines of the log, oldest first; the log leaves out home folders, tokens and prompts. */
  logLines: z.array(z.string())
})

export const diagnosticsMethods = {
  'diagnostics.read': method(z.object({ lines: z.int().min(0).max(200).default(40) }), diagnosticsSchema)
}

export type Diagnostics = z.infer<typeof diagnosticsSchema>
