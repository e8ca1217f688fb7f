/** Settings, and the library as a whole: its state, backups, and the bin. */
import { settingsDefaults, settingsSchema } from '../../shared/storyboard/settings.ts'
import { listBackups, makeBackup } from '../database/backups.ts'
import { emptyBin } from '../database/bin.ts'
import { readSchemaVersion } from '../database/migrate.ts'
import { assertRow } from '../database/rows.ts'
import { readSetting, writeSetting } from '../database/settings.ts'
import type { settingsMethods } from '../../shared/contract/settings.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import type { Settings } from '../../shared/storyboard/settings.ts'
import type { ReadableDatabase } from '../database/database.ts'
import type { OpenLibrary } from '../database/open-library.ts'
import type { Emit } from '../../shared/contract.ts'
import type { Workspace } from './workspace/workspace.ts'

/** The settings; a value that this version does not know is replaced by its default, the others stay. */
export function readSettings(database: ReadableDatabase): Settings {
  const stored: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const parsed = schema.safeParse(readSetting(database, `settings.${name}`))
    if (parsed.success) stored[name] = parsed.data
  }
  return settingsSchema.parse({ ...settingsDefaults, ...stored })
}

export function createSettingsService(
  library: OpenLibrary, workspace: Workspace, emit: Emit
): Handlers<typeof settingsMethods> {
  const { read } = workspace
  const { connection, folder } = library
  const count = (sql: string): number => assertRow(read.one<{ count: number }>(sql)).count
  return {
    'settings.get': () => readSettings(read),
    'settings.edit': ({ edit }) => {
      workspace.write('change the settings', (database) => {
        for (const [name, value] of Object.entries(edit)) {
          if (value !== undefined) writeSetting(database, `settings.${name}`, value)
        }
      })
      const settings = readSettings(read)
      emit('settings.changed', settings)
      return settings
    },
    'library.status': () => ({
      schemaVersion: readSchemaVersion(connection),
      sqliteVersion: assertRow(read.one<{ version: string }>('SELECT sqlite_version() AS version')).version,
      bytes: Number(connection.pragma('page_count')) * Number(connection.pragma('page_size')),
      projects: count("SELECT count(*) AS count FROM project WHERE presence = 'kept'"),
      shots: count('SELECT count(*) AS count FROM shot'),
      takes: count('SELECT count(*) AS count FROM take'),
      backups: listBackups(folder.backups).map(({ name, bytes, at }) => ({ name, bytes, at })),
      repair: library.repair === null ? null : { ...library.repair, salvaged: { ...library.repair.salvaged } }
    }),
    'library.backup': async () => {
      const kept = readSettings(read).backupsKept
      const { name } = await makeBackup(connection, folder.backups, { now: new Date(), kept, schema: null })
      return { name }
    },
    'library.emptyBin': ({ days }) => ({
      records: workspace.write('empty the bin', (database, announce) => {
        const before = workspace.now() - days * 24 * 3600 * 1000
        const { records, projectIds } = emptyBin(database, before)
        for (const id of projectIds) announce.project(id)
        return records
      })
    })
  }
}
