/** Portable project files (`.hitvideo`). Files are named by handles that the host has granted; the page never sends a path. */
import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { projectIdSchema } from '../storyboard/ids.ts'
import { projectSummarySchema } from '../storyboard/project.ts'

const file = z.string().min(1).max(200)

export const projectFileMethods = {
  /** Writes the project to the granted file: a temporary name, then renamed. */
  'projectFile.export': method(
    z.object({ projectId: projectIdSchema, file }),
    z.object({ bytes: z.int(), shots: z.int(), takes: z.int() })
  ),
  /** Adds the project of a granted file, under new ids. A file that is not sound changes nothing. */
  'projectFile.import': method(z.object({ file }), projectSummarySchema)
}

export const projectFileEvents = {
  'projectFile.exported': event(z.object({ projectId: projectIdSchema }))
}
