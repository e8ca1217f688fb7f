/**
 * Looks at a portable file as at anything from a stranger: its header before SQLite sees it, its schema letter by letter
 * before any table is read (so no trigger, view, virtual table, generated column or extra index can run), its sizes before
 * any value is.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { FileError } from '../../../shared/errors.ts'
import { findProblems } from '../integrity.ts'
import { applicationId, formatVersion, limits, tables } from './format.ts'
import type { Connection } from '../connection.ts'
import type { PortableTable } from './format.ts'

const headerBytes = 100
const magic = 'SQLite format 3\0'

/** The file is not one that can be imported. */
export function refuse(reason: string, remedy = 'Export the project again, or use another copy of the file', cause?: unknown): never {
  throw new FileError({ operation: 'import the project', reason, remedy }, { cause })
}

/**
 * Checks the first 100 bytes (https://www.sqlite.org/fileformat.html) against the size of the file.
 * @param bytes size of the whole file
 */
export function checkHeader(file: string, bytes: number): void {
  const header = Buffer.alloc(headerBytes)
  const descriptor = openSync(file, 'r')
  try {
    const read = readSync(descriptor, header)
    if (read < headerBytes || header.toString('latin1', 0, 16) !== magic) refuse('it is not a HiTVideo project', 'Choose a .hitvideo file')
  } finally {
    closeSync(descriptor)
  }
  if (header.readUInt32BE(68) !== applicationId) refuse('it is a database, but not a HiTVideo project', 'Choose a .hitvideo file')
  const version = header.readUInt32BE(60)
  if (version > formatVersion) {
    refuse(`it was written by a newer version of the studio (format ${version}, this one reads up to ${formatVersion})`, 'Install the newest version of the studio')
  }
  if (version < 1) refuse('its format version is missing')
  // 1: a rollback journal. A file in write-ahead mode would make SQLite read other files beside it.
  if (header[18] !== 1 || header[19] !== 1) refuse('it was not closed by the program that wrote it')
  const stated = header.readUInt16BE(16)
  const pageBytes = stated === 1 ? 65_536 : stated
  if (header.readUInt32BE(28) * pageBytes !== bytes) refuse('a part of it is missing: the download or copy was cut off')
}

/** Checks schema, soundness and sizes of the open file. */
export function checkContent(file: Connection): void {
  const found = file.all<{ type: unknown; name: unknown; sql: unknown }>('SELECT type, name, sql FROM sqlite_schema')
  // An index that SQLite makes for a key has no statement; it belongs to a table of the list.
  const stated = found.filter((entry) => !(entry.type === 'index' && entry.sql === null))
  const expected = new Map<unknown, string>(Object.entries(tables))
  const isExact =
    stated.length === expected.size && stated.every((entry) => entry.type === 'table' && expected.get(entry.name) === entry.sql)
  if (!isExact) refuse('its tables are not those of a HiTVideo project')
  for (const table of Object.keys(tables) as PortableTable[]) checkSizes(file, table)
  if (findProblems(file, 'full').length > 0) refuse('it is damaged')
  if (file.one('SELECT 1 FROM pragma_foreign_key_check LIMIT 1') !== undefined) refuse('its parts do not fit together')
}

function checkSizes(file: Connection, table: PortableTable): void {
  const { rows, bytes } = limits[table]
  const columns = file.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', table).map((column) => column.name)
  const longest = columns.map((column) => `coalesce(max(octet_length("${column}")), 0)`)
  const size = file.one<{ rows: number; bytes: number }>(
    `SELECT count(*) AS rows, max(${longest.join(', ')}) AS bytes FROM "${table}"`
  )
  if (size === undefined || size.rows > rows) refuse(`it has more than ${rows} entries of the kind ${table}`)
  if (size.bytes > bytes) refuse(`an entry of the kind ${table} is larger than anything the studio writes`)
}
