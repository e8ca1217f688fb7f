/** The only import of better-sqlite3: opening, pragmas, prepared statements, transactions, online backup. */
import Sqlite from 'better-sqlite3'
import { DamagedDatabaseError, toStorageError } from './storage-failures.ts'
import type { ReadableDatabase, SqlValue, WritableDatabase } from './database.ts'

export interface ConnectionOptions {
  /** Refuses to create the file, and to write to it. */
  readonly readonly?: boolean
  /** How long to wait for another process that writes. */
  readonly busyMilliseconds?: number
  /** Pages of history that a crash may roll back are never traded for speed; off for throw-away files only. */
  readonly isDurable?: boolean
}

/** An open file. After `close` nothing may be called any more. */
export interface Connection extends ReadableDatabase {
  readonly path: string
  /** Damage was met since it was opened. */
  readonly isDamaged: boolean
  /** Runs `work` in one transaction: all of it is on disk when this returns, or nothing is and it throws. */
  transact<Result>(operation: string, work: (database: WritableDatabase) => Result): Result
  /** Writes without a transaction: pragmas, VACUUM, ATTACH. */
  command(sql: string): void
  pragma(name: string): unknown
  /** Writes a compact copy to a file that does not exist yet. */
  vacuumInto(file: string): void
  /** Copies the database while it is in use, some pages at a time. */
  backUp(file: string): Promise<void>
  close(): void
}

/**
 * Opens a database file.
 * @throws StorageError where it cannot be opened, DamagedDatabaseError where it is none
 */
export function openConnection(path: string, options: ConnectionOptions = {}): Connection {
  const { readonly = false, busyMilliseconds = 5000, isDurable = true } = options
  const operation = 'open the library'
  try {
    const sqlite = new Sqlite(path, { readonly, fileMustExist: readonly, timeout: busyMilliseconds })
    try {
      sqlite.pragma('trusted_schema = OFF')
      sqlite.pragma('cell_size_check = ON')
      sqlite.pragma('foreign_keys = ON')
      if (!readonly) {
        sqlite.pragma(`journal_mode = ${isDurable ? 'WAL' : 'OFF'}`)
        sqlite.pragma(`synchronous = ${isDurable ? 'FULL' : 'OFF'}`)
      }
      sqlite.pragma('cache_size = -32000')
      sqlite.pragma('temp_store = MEMORY')
      return wrap(sqlite)
    } catch (error) {
      sqlite.close()
      throw error
    }
  } catch (error) {
    throw toStorageError(operation, asMissingFolder(error))
  }
}

/** better-sqlite3 reports a missing folder as a TypeError. */
function asMissingFolder(error: unknown): unknown {
  if (!(error instanceof TypeError) || !error.message.includes('directory does not exist')) return error
  return Object.assign(new Error(error.message, { cause: error }), { code: 'ENOENT' })
}

function wrap(sqlite: Sqlite.Database): Connection {
  const statements = new Map<string, Sqlite.Statement<SqlValue[]>>()
  const prepare = (sql: string): Sqlite.Statement<SqlValue[]> => {
    const known = statements.get(sql)
    if (known !== undefined) return known
    const statement = sqlite.prepare<SqlValue[]>(sql)
    statements.set(sql, statement)
    return statement
  }
  let isDamaged = false
  const guard = <Result>(operation: string, work: () => Result): Result => {
    try {
      return work()
    } catch (error) {
      const failure = toStorageError(operation, error)
      if (failure instanceof DamagedDatabaseError) isDamaged = true
      throw failure
    }
  }
  const readable: ReadableDatabase = {
    one: <Row>(sql: string, ...values: SqlValue[]) => guard('read the library', () => prepare(sql).get(...values) as Row | undefined),
    all: <Row>(sql: string, ...values: SqlValue[]) => guard('read the library', () => prepare(sql).all(...values) as Row[]),
    // A statement of its own: two walks over one prepared statement would disturb each other.
    each: <Row>(sql: string, ...values: SqlValue[]) => sqlite.prepare<SqlValue[]>(sql).iterate(...values) as IterableIterator<Row>
  }
  const writable: WritableDatabase = {
    ...readable,
    run: (sql, ...values) => {
      const { changes, lastInsertRowid } = prepare(sql).run(...values)
      return { changes, lastId: Number(lastInsertRowid) }
    },
    script: (sql) => {
      sqlite.exec(sql)
    }
  }
  return {
    ...readable,
    path: sqlite.name,
    get isDamaged() {
      return isDamaged
    },
    transact: (operation, work) =>
      guard(operation, () => {
        // IMMEDIATE: a transaction that reads first and writes later could fail half-way with "busy".
        prepare('BEGIN IMMEDIATE').run()
        try {
          const result = work(writable)
          prepare('COMMIT').run()
          return result
        } catch (error) {
          // A full disk has rolled back already.
          if (sqlite.inTransaction) prepare('ROLLBACK').run()
          throw error
        }
      }),
    command: (sql) => guard('change the library', () => sqlite.exec(sql)),
    pragma: (name) => guard('read the library', () => sqlite.pragma(name, { simple: true })),
    vacuumInto: (file) => {
      guard('write the copy', () => prepare('VACUUM INTO ?').run(file))
    },
    backUp: async (file) => {
      try {
        await sqlite.backup(file, { progress: () => 256 })
      } catch (error) {
        throw toStorageError('back up the library', error)
      }
    },
    close: () => {
      sqlite.close()
    }
  }
}
