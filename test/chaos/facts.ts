/** What a library says, as facts that can be compared: one line for each record. */
import { createHash } from 'node:crypto'
import type { ReadableDatabase } from '../../src/main/database/database.ts'

/** Key of a record (`shot/<id>`) → what it says. */
export type Facts = Map<string, string>

const queries: Record<string, string> = {
  project: 'SELECT id AS key, name, presence FROM project',
  shot: `SELECT id AS key, orderKey, prompt, negativePrompt, notes, dialogue, durationSeconds, chosenTakeId, presence FROM shot`,
  take: 'SELECT id AS key, shotId, number, parentTakeId, origin, prompt, seed, draw, name, starred, rating, presence FROM take',
  layer: `SELECT takeId || '/' || layer AS key, layer.tokens, codes.bytes AS codes, locked.bytes AS locked, stale.bytes AS stale
    FROM layer LEFT JOIN blob AS codes ON codes.id = layer.codes LEFT JOIN blob AS locked ON locked.id = layer.locked
    LEFT JOIN blob AS stale ON stale.id = layer.stale`,
  history: `SELECT project.id AS key, historyPosition, (SELECT count(*) FROM history WHERE projectId = project.id) AS entries,
    (SELECT group_concat(changes) FROM history WHERE projectId = project.id ORDER BY position) AS changes FROM project`
}

/** Reads everything; blobs by the hash of their bytes. */
export function readFacts(database: ReadableDatabase): Facts {
  const facts: Facts = new Map()
  for (const [table, query] of Object.entries(queries)) {
    for (const { key, ...row } of database.all<Record<string, unknown>>(query)) {
      const text = JSON.stringify(row, (_, value: unknown) =>
        value instanceof Uint8Array || Buffer.isBuffer(value) ? createHash('sha256').update(value).digest('hex') : value
      )
      facts.set(`${table}/${String(key)}`, text.length > 400 ? createHash('sha256').update(text).digest('hex') : text)
    }
  }
  return facts
}

/** The facts that are new or other than before. */
export function diffFacts(before: Facts, after: Facts): [string, string][] {
  return [...after].filter(([key, value]) => before.get(key) !== value)
}
