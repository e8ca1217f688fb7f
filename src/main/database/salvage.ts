/** Copies what can be read out of a damaged database, table by table and, around the damage, row by row. */
import Sqlite from 'better-sqlite3'
import { openConnection } from './connection.ts'
import type { Connection } from './connection.ts'
import type { SqlValue, WritableDatabase } from './database.ts'

/** Parents before children; jobs' chunks, search and the like come or can be made again from these. */
export const salvagedTables = [
  'pack', 'project', 'blob', 'asset', 'shot', 'take', 'layer', 'history', 'projectAsset', 'job', 'jobChunk', 'speed', 'setting'
] as const

export type SalvagedTable = (typeof salvagedTables)[number]

export interface Salvage {
  readonly records: Record<string, number>
  /** Tables that could not be read to their end. */
  readonly incomplete: readonly SalvagedTable[]
}

/** Adds the readable records of `file` to `target`; those that are there already stay as they are. */
export function copyReadableRecords(file: string, target: Connection, tables: readonly SalvagedTable[]): Salvage {
  const source = openForSalvage(file)
  if (source === null) return { records: {}, incomplete: tables }
  try {
    const records: Record<string, number> = {}
    const incomplete = tables.filter((table) => {
      const copied = copyTable(source, target, table)
      if (copied.rows > 0) records[table] = copied.rows
      return !copied.isComplete
    })
    return { records, incomplete }
  } finally {
    source.close()
  }
}

function openForSalvage(file: string): Connection | null {
  try {
    // Not read-only: the log of changes beside the file must be read as well.
    const connection = openConnection(file)
    try {
      connection.command('PRAGMA writable_schema = ON')
      connection.one('SELECT count(*) FROM sqlite_schema')
      return connection
    } catch {
      connection.close()
      return null
    }
  } catch {
    return null
  }
}

function copyTable(source: Connection, target: Connection, table: string): { rows: number; isComplete: boolean } {
  const wanted = columnsOf(target, table)
  let columns: string[]
  try {
    const there = new Set(columnsOf(source, table))
    columns = wanted.filter((column) => there.has(column))
  } catch {
    return { rows: 0, isComplete: false }
  }
  // An older library lacks younger tables; a damaged one may lack any.
  if (columns.length === 0) return { rows: 0, isComplete: false }
  const names = columns.map((column) => `"${column}"`).join(', ')
  const insert = `INSERT OR IGNORE INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`
  return target.transact('repair the library', (database) => {
    const forward = copyRows(source, database, `SELECT ${names} FROM "${table}"`, insert)
    if (forward.isComplete) return forward
    // From the other end too, up to the damage; rows that are there already are ignored.
    const backward = copyRows(source, database, `SELECT ${names} FROM "${table}" ORDER BY ${keyOf(target, table)} DESC`, insert)
    return { rows: forward.rows + backward.rows, isComplete: false }
  })
}

function copyRows(source: Connection, target: WritableDatabase, select: string, insert: string) {
  let rows = 0
  try {
    for (const row of source.each<Record<string, SqlValue>>(select)) {
      try {
        rows += target.run(insert, ...Object.values(row)).changes
      } catch (error) {
        // A row that breaks the schema's rules is part of the damage.
        if (!(error instanceof Sqlite.SqliteError) || !error.code.startsWith('SQLITE_CONSTRAINT')) throw error
      }
    }
    return { rows, isComplete: true }
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && /^SQLITE_(FULL|IOERR)/.test(error.code)) throw error
    return { rows, isComplete: false }
  }
}

function columnsOf(connection: Connection, table: string): string[] {
  return connection.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', table).map((row) => row.name)
}

function keyOf(connection: Connection, table: string): string {
  const key = connection.all<{ name: string }>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk', table)
  return key.map((column) => `"${column.name}" DESC`).join(', ').replace(/ DESC$/, '')
}
