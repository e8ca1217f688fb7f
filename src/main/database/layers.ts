/** Rows of layers: a take's tokens, as blobs, with the sets of positions that are masked, locked and stale. */
import { countPositions, positionsOf, readPositions, toBits, writePositions } from '../../shared/storyboard/bits.ts'
import { packCodes, unpackCodes } from '../../shared/storyboard/packed-codes.ts'
import { readBlob, storeBlob } from './blobs.ts'
import { DamagedDatabaseError } from './storage-failures.ts'
import type { Fields } from '../../shared/storyboard/change.ts'
import type { TakeId } from '../../shared/storyboard/ids.ts'
import type { LayerState, LayerTokens } from '../../shared/storyboard/take.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** Sets of positions of a layer. */
export type PositionSet = 'masked' | 'locked' | 'stale'

export const positionSets: readonly PositionSet[] = ['masked', 'locked', 'stale']

/** The id of a layer in a change. */
export function layerIdOf(takeId: TakeId, layer: number): string {
  return `${takeId}/${layer}`
}

/** Take and layer index of a layer's id. */
export function parseLayerId(id: string): { takeId: TakeId; layer: number } {
  const slash = id.lastIndexOf('/')
  return { takeId: id.slice(0, slash) as TakeId, layer: Number(id.slice(slash + 1)) }
}

interface LayerRow {
  takeId: TakeId
  layer: number
  tokens: number
  codes: number
  masked: number | null
  locked: number | null
  stale: number | null
}

/** States of the layers of some takes, top first, without reading a blob. */
export function listLayerStates(database: ReadableDatabase, takeIds: readonly TakeId[]): Map<TakeId, LayerState[]> {
  const states = new Map<TakeId, LayerState[]>(takeIds.map((id) => [id, []]))
  const rows = database.all<LayerState & { takeId: TakeId }>(
    `SELECT takeId, layer, tokens, lockedCount AS locked, staleCount AS stale, maskedCount AS masked FROM layer
     WHERE takeId IN (SELECT value FROM json_each(?)) AND codes IS NOT NULL ORDER BY layer DESC`,
    JSON.stringify(takeIds)
  )
  for (const { takeId, ...state } of rows) states.get(takeId)?.push(state)
  return states
}

/** The tokens of a take, top layer first. */
export function readLayers(database: ReadableDatabase, takeId: TakeId): LayerTokens[] {
  return listRows(database, takeId).map((row) => ({
    layer: row.layer,
    codes: readCodes(database, row.codes).codes,
    masked: readSet(database, row, 'masked'),
    locked: readSet(database, row, 'locked'),
    stale: readSet(database, row, 'stale')
  }))
}

function listRows(database: ReadableDatabase, takeId: TakeId): LayerRow[] {
  return database.all<LayerRow>(
    `SELECT takeId, layer, tokens, codes, masked, locked, stale FROM layer
     WHERE takeId = ? AND codes IS NOT NULL ORDER BY layer DESC`,
    takeId
  )
}

function readCodes(database: ReadableDatabase, id: number): { codes: number[]; bits: number } {
  const unpacked = unpackCodes(readBlob(database, id))
  if (unpacked !== null) return unpacked
  throw new DamagedDatabaseError({
    operation: 'read the take',
    reason: 'its tokens are damaged',
    remedy: 'Take another one, or restore a backup of the library'
  })
}

function readSet(database: ReadableDatabase, row: LayerRow, set: PositionSet): string | null {
  const id = row[set]
  return id === null ? null : toBits(readPositions(readBlob(database, id), row.tokens), row.tokens)
}

/** Fields of a layer with these tokens; stores the blobs. `bits`: of one code. */
export function toLayerFields(database: WritableDatabase, tokens: LayerTokens, bits: number): Fields {
  const fields: Fields = { tokens: tokens.codes.length, codes: storeBlob(database, packCodes(tokens.codes, bits)) }
  for (const set of positionSets) {
    Object.assign(fields, toPositionFields(database, set, positionsOf(tokens[set], tokens.codes.length), tokens.codes.length))
  }
  return fields
}

/** Fields of a layer whose set has these positions. */
export function toPositionFields(
  database: WritableDatabase, set: PositionSet, positions: Iterable<number>, tokens: number
): Fields {
  const bytes = writePositions(positions, tokens)
  const count = countPositions(bytes)
  return { [set]: count === 0 ? null : storeBlob(database, bytes), [`${set}Count`]: count }
}

/** Gives a new take a layer. `bits`: of one code. */
export function insertLayer(database: WritableDatabase, takeId: TakeId, tokens: LayerTokens, bits: number): void {
  const fields = toLayerFields(database, tokens, bits)
  const names = Object.keys(fields)
  database.run(
    `INSERT INTO layer (takeId, layer, ${names.join(', ')}) VALUES (?, ?, ${names.map(() => '?').join(', ')})`,
    takeId, tokens.layer, ...Object.values(fields)
  )
}

/** Adds a layer without tokens where the take has no row for it yet, so that a change can fill it. */
export function ensureLayer(database: WritableDatabase, takeId: TakeId, layer: number): void {
  database.run(
    `INSERT OR IGNORE INTO layer (takeId, layer, tokens, maskedCount, lockedCount, staleCount) VALUES (?, ?, 0, 0, 0, 0)`,
    takeId, layer
  )
}

/** Gives a new take the layers of another: the same blobs, so it costs a few bytes. */
export function shareLayers(database: WritableDatabase, from: TakeId, to: TakeId): void {
  database.run(
    `INSERT INTO layer (takeId, layer, tokens, codes, masked, locked, stale, maskedCount, lockedCount, staleCount)
     SELECT ?, layer, tokens, codes, masked, locked, stale, maskedCount, lockedCount, staleCount FROM layer
     WHERE takeId = ? AND codes IS NOT NULL`,
    to, from
  )
}
