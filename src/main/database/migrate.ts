/** Brings a library to the schema of this build, one transaction per step; refuses libraries from the future. */
import { FutureDatabaseError } from './storage-failures.ts'
import { migrations, schemaVersion } from './migrations/index.ts'
import type { Connection } from './connection.ts'

/** The schema's version of an open database: 0 for an empty one. */
export function readSchemaVersion(connection: Connection): number {
  return Number(connection.pragma('user_version'))
}

/** Throws a FutureDatabaseError where a newer studio has written the library; nothing is touched. */
export function refuseFuture(connection: Connection): void {
  const version = readSchemaVersion(connection)
  if (version <= schemaVersion) return
  throw new FutureDatabaseError({
    operation: 'open the library',
    reason: `it was written by a newer version of the studio (schema ${version}, this one reads up to ${schemaVersion})`,
    remedy: 'Install the newer version again, or choose another data folder'
  })
}

/**
 * Applies the missing steps. A crash at any moment leaves the library at one of the versions in between, whole.
 * @param target stops at this version; the newest by default
 * @returns the versions that were applied
 */
export function migrate(connection: Connection, target = schemaVersion): number[] {
  refuseFuture(connection)
  const applied: number[] = []
  for (const step of migrations) {
    if (step.version <= readSchemaVersion(connection) || step.version > target) continue
    connection.transact(`bring the library to schema ${step.version}`, (database) => {
      step.migrate(database)
      database.script(`PRAGMA user_version = ${step.version}`)
    })
    applied.push(step.version)
  }
  return applied
}
