/** A library of an older schema with records in it, brought to a newer one. */
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openConnection } from '../../../../src/main/database/connection.ts'
import { migrate } from '../../../../src/main/database/migrate.ts'
import { makeFolder } from '../../test-store.ts'
import { fillFirstSchema, readFirstSchema } from './first-schema.ts'

/**
 * @param from schema in which the records are written; 0: they are written in the first one that there is
 * @param to schema that the library is brought to
 */
export function migrateFrom(from: number, to: number, shots = 3) {
  const connection = openConnection(join(makeFolder(), 'library.db'))
  onTestFinished(() => connection.close())
  migrate(connection, Math.max(1, from))
  fillFirstSchema(connection, shots)
  const before = readFirstSchema(connection)
  migrate(connection, to)
  return { connection, before, after: readFirstSchema(connection) }
}
