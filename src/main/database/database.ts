/** A SQLite database as the rest of the studio sees it. The permission to write is part of the type. */

/** A value that can be bound or read. */
export type SqlValue = string | number | bigint | Uint8Array | null

/** Reads only. Statements are prepared once and kept by their text, so the text must be constant. */
export interface ReadableDatabase {
  /** The first row; undefined: there is none. */
  one<Row>(sql: string, ...values: SqlValue[]): Row | undefined
  all<Row>(sql: string, ...values: SqlValue[]): Row[]
  /** Row by row; no other statement may write until it ends. */
  each<Row>(sql: string, ...values: SqlValue[]): IterableIterator<Row>
}

/** Inside a transaction: also writes. Handed out by `transact` only, so nothing is written outside of one. */
export interface WritableDatabase extends ReadableDatabase {
  /** Runs one statement. */
  run(sql: string, ...values: SqlValue[]): { changes: number; lastId: number }
  /** Runs a script of constant statements: schema only. */
  script(sql: string): void
}
