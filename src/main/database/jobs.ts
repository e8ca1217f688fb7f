/** Rows of jobs, of the tokens they have so far, and of measured speeds. */
import { assertRow } from './rows.ts'
import type { Job, JobRequest, JobState } from '../../shared/storyboard/job.ts'
import type { JobId, ProjectId } from '../../shared/storyboard/ids.ts'
import type { ReadableDatabase, SqlValue, WritableDatabase } from './database.ts'

/** A job as it is stored: everything of `Job` but the estimate. */
export interface StoredJob {
  readonly sequence: number
  readonly id: JobId
  readonly request: JobRequest
  /** What the runner prepared when the job was added. */
  readonly inputs: unknown
  readonly packHash: string | null
  readonly projectId: ProjectId
  readonly state: JobState
  readonly done: number
  readonly total: number
  readonly unit: Job['progress']['unit']
  readonly layer: number | null
  readonly error: Job['error']
  readonly result: Job['result']
  readonly attempts: number
  readonly fruitlessStarts: number
  readonly createdAt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
}

type Row = Omit<StoredJob, 'request' | 'inputs' | 'error' | 'result'> & {
  request: string
  inputs: string
  errorKind: string | null
  errorMessage: string | null
  result: string | null
}

const fields = `sequence, id, request, inputs, packHash, projectId, state, done, total, unit, layer, errorKind, errorMessage,
  result, attempts, fruitlessStarts, createdAt, startedAt, finishedAt`

function toJob({ errorKind, errorMessage, result, request, inputs, ...row }: Row): StoredJob {
  return {
    ...row,
    request: JSON.parse(request) as JobRequest,
    inputs: JSON.parse(inputs) as unknown,
    error: errorKind === null ? null : { kind: errorKind, message: errorMessage ?? '' },
    result: result === null ? null : (JSON.parse(result) as Job['result'])
  }
}

/** Running, then waiting and paused in their order, then ended ones, newest first. */
export function listJobs(database: ReadableDatabase, states: readonly JobState[], limit: number): StoredJob[] {
  const lists: [JobState[], string][] = [
    [['running'], 'place, sequence'],
    [['waiting', 'paused'], 'place, sequence'],
    [['done', 'failed', 'cancelled'], 'finishedAt DESC, sequence DESC']
  ]
  return lists
    .flatMap(([group, order]) => {
      const wanted = states.length === 0 ? group : group.filter((state) => states.includes(state))
      if (wanted.length === 0) return []
      return database.all<Row>(
        `SELECT ${fields} FROM job WHERE state IN (SELECT value FROM json_each(?)) ORDER BY ${order} LIMIT ?`,
        JSON.stringify(wanted), limit
      )
    })
    .slice(0, limit)
    .map(toJob)
}

export function findJob(database: ReadableDatabase, id: JobId): StoredJob | undefined {
  const row = database.one<Row>(`SELECT ${fields} FROM job WHERE id = ?`, id)
  return row === undefined ? undefined : toJob(row)
}

/** The waiting job that is next, of some kinds. */
export function findNextJob(database: ReadableDatabase, kinds: readonly string[]): StoredJob | undefined {
  const row = database.one<Row>(
    `SELECT ${fields} FROM job WHERE state = 'waiting' AND kind IN (SELECT value FROM json_each(?))
     ORDER BY place, sequence LIMIT 1`,
    JSON.stringify(kinds)
  )
  return row === undefined ? undefined : toJob(row)
}

export function countJobs(database: ReadableDatabase): Record<JobState, number> {
  const counts: Record<JobState, number> = { waiting: 0, running: 0, paused: 0, done: 0, failed: 0, cancelled: 0 }
  for (const row of database.all<{ state: JobState; count: number }>('SELECT state, count(*) AS count FROM job GROUP BY state')) {
    counts[row.state] = row.count
  }
  return counts
}

export type NewJob = Pick<StoredJob, 'id' | 'request' | 'inputs' | 'projectId' | 'total' | 'unit' | 'createdAt'>

/** Adds a waiting job: before all others, or after them. */
export function insertJob(database: WritableDatabase, job: NewJob, first: boolean): void {
  const place = first ? '(SELECT coalesce(min(place), 1) - 1 FROM job)' : '(SELECT coalesce(max(place), 0) + 1 FROM job)'
  database.run(
    `INSERT INTO job (id, kind, request, inputs, projectId, state, place, done, total, unit, attempts, fruitlessStarts, createdAt)
     VALUES (?, ?, ?, ?, ?, 'waiting', ${place}, 0, ?, ?, 0, 0, ?)`,
    job.id, job.request.kind, JSON.stringify(job.request), JSON.stringify(job.inputs), job.projectId, job.total, job.unit, job.createdAt
  )
}

const writable = [
  'state', 'packHash', 'done', 'total', 'unit', 'layer', 'errorKind', 'errorMessage', 'result', 'attempts',
  'fruitlessStarts', 'startedAt', 'finishedAt'
] as const

/** Sets columns of a job. */
export function updateJob(
  database: WritableDatabase, id: JobId, values: Partial<Record<(typeof writable)[number], SqlValue>>
): void {
  const names = writable.filter((name) => values[name] !== undefined)
  database.run(
    `UPDATE job SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
    ...names.map((name) => values[name] ?? null), id
  )
}

/** Puts a waiting or paused job before another one; null: last. */
export function moveJob(database: WritableDatabase, id: JobId, beforeId: JobId | null): void {
  if (beforeId === null) {
    database.run('UPDATE job SET place = (SELECT max(place) + 1 FROM job) WHERE id = ?', id)
    return
  }
  // Halving a gap of doubles again and again ends: spread the places first, which is cheap for a queue.
  database.run(
    `UPDATE job SET place = spread.place FROM (
       SELECT sequence AS job, 2 * row_number() OVER (ORDER BY place, sequence) AS place FROM job
     ) AS spread WHERE spread.job = job.sequence`
  )
  database.run('UPDATE job SET place = (SELECT place - 1 FROM job WHERE id = ?) WHERE id = ?', beforeId, id)
}

export function deleteJobs(database: WritableDatabase, ids: readonly JobId[]): void {
  database.run('DELETE FROM job WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids))
}

/** What a job has made: tokens of a take of its own, or the mask of a layer. */
export type Chunk =
  | { readonly takeIndex: number; readonly layer: number; readonly positions: readonly number[]; readonly codes: readonly number[] }
  | { readonly takeIndex: number; readonly layer: number; readonly masked: string }

/** Adds chunks after those that are there. */
export function insertChunks(database: WritableDatabase, jobSequence: number, chunks: readonly Chunk[]): void {
  let number = assertRow(
    database.one<{ number: number }>('SELECT coalesce(max(number), 0) AS number FROM jobChunk WHERE jobSequence = ?', jobSequence)
  ).number
  for (const chunk of chunks) {
    number += 1
    database.run(
      'INSERT INTO jobChunk (jobSequence, number, takeIndex, layer, tokens, masked) VALUES (?, ?, ?, ?, ?, ?)',
      jobSequence, number, chunk.takeIndex, chunk.layer,
      'masked' in chunk ? null : packPairs(chunk.positions, chunk.codes), 'masked' in chunk ? chunk.masked : null
    )
  }
}

export function readChunks(database: ReadableDatabase, jobSequence: number): Chunk[] {
  const rows = database.all<{ takeIndex: number; layer: number; tokens: Uint8Array | null; masked: string | null }>(
    'SELECT takeIndex, layer, tokens, masked FROM jobChunk WHERE jobSequence = ? ORDER BY number', jobSequence
  )
  return rows.map(({ takeIndex, layer, tokens, masked }) =>
    tokens === null ? { takeIndex, layer, masked: masked ?? '' } : { takeIndex, layer, ...unpackPairs(tokens) }
  )
}

export function deleteChunks(database: WritableDatabase, jobSequence: number): void {
  database.run('DELETE FROM jobChunk WHERE jobSequence = ?', jobSequence)
}

function packPairs(positions: readonly number[], codes: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(positions.length * 8)
  const view = new DataView(bytes.buffer)
  positions.forEach((position, i) => {
    view.setUint32(i * 8, position, true)
    view.setUint32(i * 8 + 4, codes[i] ?? 0, true)
  })
  return bytes
}

function unpackPairs(bytes: Uint8Array): { positions: number[]; codes: number[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = Math.floor(bytes.length / 8)
  return {
    positions: Array.from({ length: count }, (_, i) => view.getUint32(i * 8, true)),
    codes: Array.from({ length: count }, (_, i) => view.getUint32(i * 8 + 4, true))
  }
}

export function readSpeeds(database: ReadableDatabase): Map<string, number> {
  const rows = database.all<{ key: string; unitsPerSecond: number }>('SELECT key, unitsPerSecond FROM speed')
  return new Map(rows.map((row) => [row.key, row.unitsPerSecond]))
}

export function writeSpeeds(database: WritableDatabase, speeds: ReadonlyMap<string, number>): void {
  for (const [key, speed] of speeds) {
    database.run('INSERT OR REPLACE INTO speed (key, unitsPerSecond) VALUES (?, ?)', key, speed)
  }
}
