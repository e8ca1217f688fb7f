/** The command line of the browser host. */
import { parseArgs } from 'node:util'
import { describeIssues, InvalidInputError } from '../../shared/errors.ts'
import { z } from 'zod'

const optionsSchema = z.object({ port: z.coerce.number().int().min(0).max(65_535).default(0) })

export type ServerOptions = z.infer<typeof optionsSchema>

/**
 * Reads `--port N` (0 or nothing: any free port).
 * @throws InvalidInputError naming the option
 */
export function readServerOptions(args: readonly string[]): ServerOptions {
  const remedy = 'Usage: npm run serve -- [--port 0-65535]'
  try {
    const { values } = parseArgs({ args: [...args], options: { port: { type: 'string' } }, strict: true })
    return optionsSchema.parse(values)
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? describeIssues(cause).reason : String((cause as Error).message)
    throw new InvalidInputError({ operation: 'read the options', reason, remedy }, { cause })
  }
}
