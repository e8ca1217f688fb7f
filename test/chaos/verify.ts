/** Looks at a library after a kill: is it sound, and is everything there that was acknowledged? */
import { existsSync } from 'node:fs'
import { openConnection } from '../../src/main/database/connection.ts'
import { findProblems } from '../../src/main/database/integrity.ts'
import { readSchemaVersion } from '../../src/main/database/migrate.ts'
import { schemaVersion } from '../../src/main/database/migrations/index.ts'
import { readLayers } from '../../src/main/database/layers.ts'
import { checkContent } from '../../src/main/database/portable/inspect.ts'
import { crashedKind } from '../../src/main/services/queue/queue.ts'
import { countedLayer } from '../main/counter-engine.ts'
import { readFacts } from './facts.ts'
import type { Facts } from './facts.ts'
import type { WorkerMessage } from './messages.ts'
import type { Connection } from '../../src/main/database/connection.ts'
import type { TakeId } from '../../src/shared/storyboard/ids.ts'

export interface Verdict {
  /** What is wrong; empty: nothing was lost. */
  readonly losses: string[]
  /** What the library says now. */
  readonly facts: Facts
  /** Facts that were compared. */
  readonly compared: number
}

/** Problems of the file itself. */
export function checkSoundness(connection: Connection): string[] {
  const problems = findProblems(connection, 'full').map((problem) => `integrity: ${problem}`)
  if (connection.one('SELECT 1 FROM pragma_foreign_key_check LIMIT 1') !== undefined) problems.push('foreign keys: a reference is broken')
  return problems
}

/**
 * @param known what the library said before the worker was started
 * @param exportFile path of an exported file by its name
 */
export function verify(database: string, known: Facts, messages: readonly WorkerMessage[], exportFile: (name: string) => string): Verdict {
  const acknowledged = new Map(known)
  let touched: readonly string[] = []
  const exported: string[] = []
  for (const message of messages) {
    if (message.type === 'begin') touched = message.touches
    if (message.type === 'exported') exported.push(message.file)
    if (message.type !== 'done') continue
    touched = []
    for (const [key, value] of message.facts) acknowledged.set(key, value)
  }
  const connection = openConnection(database)
  try {
    const losses = checkSoundness(connection)
    if (readSchemaVersion(connection) < schemaVersion) {
      // Killed while the library was being made: there can be nothing in it yet.
      losses.push(...[...acknowledged.keys()].map((key) => `lost: ${key}`))
      return { losses, facts: new Map(), compared: acknowledged.size }
    }
    const facts = readFacts(connection)
    for (const [key, value] of acknowledged) {
      const now = facts.get(key)
      const isOpen = touched.some((touch) => key === touch || (touch.endsWith('/') && key.startsWith(touch)))
      if (now === undefined) losses.push(`lost: ${key}`)
      else if (now !== value && !isOpen && !mayJobsChange(key, value, now) && !(touched.length > 0 && isSettled(value, now))) losses.push(`changed: ${key} from ${value} to ${now}`)
    }
    losses.push(...checkTokens(connection), ...checkJobs(connection, messages), ...exported.flatMap((file) => checkExport(exportFile(file))))
    return { losses, facts, compared: acknowledged.size }
  } finally {
    connection.close()
  }
}

/** An edit that was under way has put what was undone before it into the bin. */
function isSettled(before: string, after: string): boolean {
  return before.includes('"presence":"undone"') && before.replace('"presence":"undone"', '"presence":"binned"') === after
}

/** A job that ended right before the kill adds to the history and may choose the first take of a shot; nothing else. */
function mayJobsChange(key: string, before: string, after: string): boolean {
  if (key.startsWith('history/')) return true
  if (!key.startsWith('shot/') || !before.startsWith('{')) return false
  const withoutChoice = (text: string): string => JSON.stringify({ ...(JSON.parse(text) as object), chosenTakeId: null })
  return withoutChoice(before) === withoutChoice(after)
}

/** Tokens of takes that nobody edited are those of their seed: no code was mixed up or left out. */
function checkTokens(connection: Connection): string[] {
  const takes = connection.all<{ id: TakeId; seed: number }>("SELECT id, seed FROM take WHERE origin IN ('board', 'import')")
  return takes.flatMap(({ id, seed }) =>
    readLayers(connection, id).flatMap(({ layer, codes }) => {
      const expected = countedLayer(seed, layer)
      return codes.every((code, i) => code === expected[i]) && codes.length === expected.length ? [] : [`tokens: layer ${layer} of take ${id}`]
    })
  )
}

/** Stored tokens of unfinished jobs are there, and no job drew again what was stored. */
function checkJobs(connection: Connection, messages: readonly WorkerMessage[]): string[] {
  const losses: string[] = []
  for (const message of messages) {
    if (message.type !== 'stored') continue
    const job = connection.one<{ sequence: number; state: string }>('SELECT sequence, state FROM job WHERE id = ?', message.jobId)
    if (job === undefined) losses.push(`lost: job ${message.jobId}`)
    else if (job.state !== 'done') {
      const stored = countStored(connection, job.sequence, message.layer)
      if (stored < message.tokens) losses.push(`lost: ${message.tokens - stored} tokens of job ${message.jobId}`)
    }
  }
  // A job that was killed five times before its first stored token is given up until somebody asks for it again.
  const failed = connection.all<{ errorMessage: string }>("SELECT errorMessage FROM job WHERE state = 'failed' AND errorKind <> ?", crashedKind)
  losses.push(...failed.map(({ errorMessage }) => `a job failed: ${errorMessage}`))
  return losses
}

/** Tokens of a layer that a job has on disk. */
export function countStored(connection: Connection, sequence: number, layer: number): number {
  return (
    connection.one<{ tokens: number }>(
      'SELECT coalesce(sum(length(tokens) / 8), 0) AS tokens FROM jobChunk WHERE jobSequence = ? AND layer = ?', sequence, layer
    )?.tokens ?? 0
  )
}

function checkExport(file: string): string[] {
  if (!existsSync(file)) return [`lost: ${file}`]
  const connection = openConnection(file, { readonly: true })
  try {
    checkContent(connection)
    return []
  } catch (error) {
    return [`export: ${String(error)}`]
  } finally {
    connection.close()
  }
}
