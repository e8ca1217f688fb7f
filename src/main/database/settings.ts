/** Rows of settings: a value of JSON under a key. */
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** The value under a key; undefined: there is none, or it is not JSON. */
export function readSetting(database: ReadableDatabase, key: string): unknown {
  const row = database.one<{ value: string }>('SELECT value FROM setting WHERE key = ?', key)
  if (row === undefined) return undefined
  try {
    return JSON.parse(row.value) as unknown
  } catch {
    return undefined
  }
}

export function writeSetting(database: WritableDatabase, key: string, value: unknown): void {
  database.run('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)', key, JSON.stringify(value))
}
