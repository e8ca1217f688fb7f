/** Settings, and the state of the library as a whole. */
import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { momentSchema } from '../storyboard/project.ts'
import { settingsEditSchema, settingsSchema } from '../storyboard/settings.ts'

export const libraryStatusSchema = z.object({
  schemaVersion: z.int(),
  sqliteVersion: z.string(),
  bytes: z.int(),
  projects: z.int(),
  shots: z.int(),
  takes: z.int(),
  /** Newest first. */
  backups: z.array(z.object({ name: z.string(), bytes: z.int(), at: momentSchema })),
  /** The library was damaged when it was opened; what was done about it. Null: it was sound. */
  repair: z
    .object({
      /** The damaged file's name in the library's `damaged` folder; it is never deleted. */
      damagedFile: z.string(),
      /** Records read out of it, by table. */
      salvaged: z.record(z.string(), z.int()),
      /** Backup from which what was missing came; null: none was needed or there was none. */
      backup: z.string().nullable(),
      /** Records that had to be left out because what they belong to is gone. */
      dropped: z.int()
    })
    .nullable()
})

export const settingsMethods = {
  'settings.get': method(z.object({}), settingsSchema),
  'settings.edit': method(z.object({ edit: settingsEditSchema }), settingsSchema),
  'library.status': method(z.object({}), libraryStatusSchema),
  'library.backup': method(z.object({}), z.object({ name: z.string() })),
  /** Removes for good what has been in the bin for longer than `days`. */
  'library.emptyBin': method(z.object({ days: z.int().min(0) }), z.object({ records: z.int() }))
}

export const settingsEvents = {
  'settings.changed': event(settingsSchema)
}

export type LibraryStatus = z.infer<typeof libraryStatusSchema>
