/** One round: a library of an older schema is opened by this build, which is killed while it migrates. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openConnection } from '../../src/main/database/connection.ts'
import { isSound } from '../../src/main/database/integrity.ts'
import { prepareLibraryFolder } from '../../src/main/database/library-folder.ts'
import { migrate, readSchemaVersion } from '../../src/main/database/migrate.ts'
import { schemaVersion } from '../../src/main/database/migrations/index.ts'
import { openLibrary } from '../../src/main/database/open-library.ts'
import { fillFirstSchema, readFirstSchema } from '../main/database/migrations/first-schema.ts'
import { runUntilKilled } from './kill-edits.ts'
import { checkSoundness } from './verify.ts'

const workerFile = fileURLToPath(new URL('open-worker.ts', import.meta.url))

/** @returns the schema that the kill left, and what is wrong */
export async function killDuringMigration(
  folder: string, round: { fromVersion: number; delay: number }
): Promise<{ left: number; losses: string[] }> {
  rmSync(folder, { recursive: true, force: true })
  // With its folders: a kill may come before the worker makes them.
  const { database: file, backups: backupFolder } = prepareLibraryFolder(folder)
  const old = openConnection(file)
  migrate(old, round.fromVersion)
  fillFirstSchema(old, 300)
  const expected = readFirstSchema(old)
  old.close()

  await runUntilKilled([workerFile, folder], round.delay, null)

  const losses: string[] = []
  const after = openConnection(file)
  const left = readSchemaVersion(after)
  losses.push(...checkSoundness(after))
  if (left < round.fromVersion || left > schemaVersion) losses.push(`the schema is ${left}`)
  if (readFirstSchema(after) !== expected) losses.push('records changed in the migration')
  after.close()
  const backups = readdirSync(backupFolder).filter((name) => name.endsWith('.db'))
  if (left > round.fromVersion && backups.length === 0) losses.push('there is no backup from before the migration')
  for (const name of backups) if (!isSound(join(backupFolder, name))) losses.push('the backup is damaged')

  const library = await openLibrary(folder)
  if (readSchemaVersion(library.connection) !== schemaVersion) losses.push('the migration did not go on')
  if (readFirstSchema(library.connection) !== expected) losses.push('records were lost when the migration went on')
  if (library.repair !== null) losses.push('the library had to be repaired')
  library.close()
  return { left, losses }
}
