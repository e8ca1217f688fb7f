/** Applies reversible changes to records: every change is an update of known columns. */
import { parseLayerId } from './layers.ts'
import type { Change, FieldValue, Fields, RecordKind } from '../../shared/storyboard/change.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** Columns that history may set. Others (times, places in lists) follow from what is done. */
const columns: Record<RecordKind, readonly string[]> = {
  project: ['name', 'packId'],
  shot: [
    'orderKey', 'prompt', 'negativePrompt', 'notes', 'dialogue', 'durationSeconds', 'chosenTakeId', 'presence'
  ],
  take: ['name', 'starred', 'rating', 'sampling', 'presence'],
  layer: ['tokens', 'codes', 'masked', 'locked', 'stale', 'maskedCount', 'lockedCount', 'staleCount']
}

function place(record: RecordKind, id: string): { where: string; values: FieldValue[] } {
  if (record !== 'layer') return { where: 'id = ?', values: [id] }
  const { takeId, layer } = parseLayerId(id)
  return { where: 'takeId = ? AND layer = ?', values: [takeId, layer] }
}

/** The fields of a record that history may set; null: there is no such record. */
export function readFields(database: ReadableDatabase, record: RecordKind, id: string): Fields | null {
  const { where, values } = place(record, id)
  return database.one<Fields>(`SELECT ${columns[record].join(', ')} FROM ${record} WHERE ${where}`, ...values) ?? null
}

/** Sets fields of a record; unknown fields are a defect, a record that is gone for good is left alone. */
export function writeFields(database: WritableDatabase, record: RecordKind, id: string, fields: Fields, now: number): void {
  const names = Object.keys(fields)
  const unknown = names.find((name) => !columns[record].includes(name))
  if (unknown !== undefined) throw new Error(`change the library: a ${record} has no field ${unknown}`)
  if (names.length === 0) return
  const { where, values } = place(record, id)
  const set = names.map((name) => `${name} = ?`)
  const times: number[] = []
  const stamp = (column: string): void => {
    set.push(`${column} = ?`)
    times.push(now)
  }
  if (record === 'shot' || record === 'project') stamp('updatedAt')
  if ('presence' in fields) stamp('presenceAt')
  database.run(`UPDATE ${record} SET ${set.join(', ')} WHERE ${where}`, ...Object.values(fields), ...times, ...values)
}

/** Carries out changes, in order. */
export function applyChanges(database: WritableDatabase, changes: readonly Change[], now: number): void {
  for (const change of changes) writeFields(database, change.record, change.id, change.after, now)
}
