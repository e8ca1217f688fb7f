/** The rows of a portable file become rows of the library: new ids for everything, tokens checked against their pack. */
import { randomUUID } from 'node:crypto'
import { countPositions } from '../../../shared/storyboard/bits.ts'
import { spreadKeys } from '../../../shared/storyboard/order-keys.ts'
import { unpackCodes } from '../../../shared/storyboard/packed-codes.ts'
import { storeBlob } from '../blobs.ts'
import { insertProject, setProjectPresence } from '../projects.ts'
import { insertShot } from '../shots.ts'
import { findPack, storePack } from '../takes.ts'
import { markArriving } from './arriving.ts'
import { refuse } from './inspect.ts'
import { assetRow, blobRow, layerRow, packRow, projectRow, shotRow, takeRow } from './rows.ts'
import type { AssetId, ProjectId, ShotId, TakeId } from '../../../shared/storyboard/ids.ts'
import type { PackReference } from '../../../shared/storyboard/take.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'

interface NewIds {
  readonly shots: Map<number, ShotId>
  readonly takes: Map<number, { id: TakeId; pack: PackReference }>
  readonly assets: Map<string, AssetId>
}

/**
 * Adds a project row by row, so that a large one need not be one transaction: until the last step it is `arriving`, which no
 * list shows. Throws a ZodError or RangeError where a row is not right.
 */
export function* addProject(
  database: WritableDatabase, file: ReadableDatabase, projectId: ProjectId, now: number
): Generator<void> {
  const project = projectRow.parse(file.one('SELECT * FROM project'))
  const { name, packId, createdAt } = project
  insertProject(database, { id: projectId, name, packId, presence: 'kept', createdAt, updatedAt: now })
  markArriving(database, projectId)
  const ids: NewIds = { shots: new Map(), takes: new Map(), assets: addAssets(database, file, projectId, now) }
  const chosen = yield* addShots(database, file, projectId, ids, now)
  yield* addTakes(database, file, projectId, ids, now)
  yield* addLayers(database, file, ids)
  for (const [shot, take] of chosen) {
    const takeId = ids.takes.get(take)?.id ?? refuse('a shot has chosen a take that is not there')
    database.run('UPDATE shot SET chosenTakeId = ? WHERE id = ?', takeId, shot)
    yield
  }
  setProjectPresence(database, projectId, 'kept', now)
}

function addAssets(database: WritableDatabase, file: ReadableDatabase, projectId: ProjectId, now: number): Map<string, AssetId> {
  const assets = new Map<string, AssetId>()
  for (const row of file.all('SELECT hash, bytes, mediaType, name FROM asset')) {
    const { hash, bytes, mediaType, name } = assetRow.parse(row)
    const known = database.one<{ id: AssetId }>('SELECT id FROM asset WHERE hash = ?', hash)
    const id = known?.id ?? (randomUUID() as AssetId)
    if (known === undefined) {
      database.run(
        'INSERT INTO asset (id, hash, bytes, mediaType, name, createdAt) VALUES (?, ?, ?, ?, ?, ?)', id, hash, bytes, mediaType, name, now
      )
    }
    database.run('INSERT INTO projectAsset (projectId, assetId) VALUES (?, ?)', projectId, id)
    assets.set(hash, id)
  }
  return assets
}

function* addShots(
  database: WritableDatabase, file: ReadableDatabase, projectId: ProjectId, ids: NewIds, now: number
): Generator<void, Map<ShotId, number>> {
  const chosen = new Map<ShotId, number>()
  const keys = spreadKeys(file.one<{ count: number }>('SELECT count(*) AS count FROM shot')?.count ?? 0)
  for (const row of file.each('SELECT * FROM shot ORDER BY number')) {
    const { number, chosenTake, ...shot } = shotRow.parse(row)
    const id = randomUUID() as ShotId
    const orderKey = keys[ids.shots.size] ?? ''
    insertShot(database, { ...shot, id, projectId, orderKey, chosenTakeId: null, presence: 'kept', updatedAt: now })
    ids.shots.set(number, id)
    if (chosenTake !== null) chosen.set(id, chosenTake)
    yield
  }
  return chosen
}

function* addTakes(
  database: WritableDatabase, file: ReadableDatabase, projectId: ProjectId, ids: NewIds, now: number
): Generator<void> {
  const packs = new Map<string, PackReference>()
  for (const row of file.each('SELECT * FROM pack')) {
    const pack = packRow.parse(row)
    packs.set(pack.hash, pack)
    storePack(database, pack)
    // A pack of that hash is known already: it cannot have other layers, whatever the file says.
    const known = findPack(database, pack.hash)
    if (JSON.stringify(known?.layers) !== JSON.stringify(pack.layers)) refuse('its pack is not the one of that name')
  }
  const parents: [TakeId, number][] = []
  for (const row of file.each('SELECT * FROM take ORDER BY key')) {
    const take = takeRow.parse(row)
    const id = randomUUID() as TakeId
    const shotId = ids.shots.get(take.shot) ?? refuse('a take belongs to no shot')
    const pack = packs.get(take.pack) ?? refuse('a take belongs to no pack')
    const assetId = take.asset === null ? null : (ids.assets.get(take.asset) ?? refuse('an imported video is missing'))
    database.run(
      `INSERT INTO take (id, projectId, shotId, number, origin, prompt, negativePrompt, seed, draw, sampling, packHash, name,
         starred, rating, presence, presenceAt, createdAt, assetId)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'kept', ?, ?, ?)`,
      id, projectId, shotId, take.number, take.origin, take.prompt, take.negativePrompt, take.seed, take.draw,
      JSON.stringify(take.sampling), pack.hash, take.name, take.starred ? 1 : 0, take.rating, now, take.createdAt, assetId
    )
    ids.takes.set(take.key, { id, pack })
    if (take.parent !== null) parents.push([id, take.parent])
    yield
  }
  for (const [id, parent] of parents) {
    database.run('UPDATE take SET parentTakeId = ? WHERE id = ?', ids.takes.get(parent)?.id ?? refuse('a parent take is missing'), id)
    yield
  }
}

function* addLayers(database: WritableDatabase, file: ReadableDatabase, ids: NewIds): Generator<void> {
  const stored = new Map<number, { id: number; bytes: Uint8Array }>()
  const blob = (id: number) => {
    const known = stored.get(id)
    if (known !== undefined) return known
    const { bytes } = blobRow.parse(file.one('SELECT id, bytes FROM blob WHERE id = ?', id))
    const entry = { id: storeBlob(database, bytes), bytes }
    // Bytes are kept while one take's layers are read, and shared blobs mostly follow one another.
    if (stored.size > 4096) stored.clear()
    stored.set(id, entry)
    return entry
  }
  for (const row of file.each('SELECT * FROM layer')) {
    const layer = layerRow.parse(row)
    const take = ids.takes.get(layer.take) ?? refuse('a layer belongs to no take')
    const shape = take.pack.layers.find(({ index }) => index === layer.layer) ?? refuse("a layer is not one of its pack's")
    const tokens = shape.grid[0] * shape.grid[1] * shape.grid[2]
    const codes = blob(layer.codes)
    const unpacked = unpackCodes(codes.bytes)
    if (unpacked === null || unpacked.bits !== shape.bits || unpacked.codes.length !== tokens) refuse('tokens do not fit their layer')
    const set = (id: number | null): [number | null, number] => {
      if (id === null) return [null, 0]
      const bits = blob(id)
      if (bits.bytes.length !== Math.ceil(tokens / 8) || hasBitsBeyond(bits.bytes, tokens)) refuse('a set of cells does not fit its layer')
      return [bits.id, countPositions(bits.bytes)]
    }
    const [masked, maskedCount] = set(layer.masked)
    const [locked, lockedCount] = set(layer.locked)
    const [stale, staleCount] = set(layer.stale)
    database.run(
      `INSERT INTO layer (takeId, layer, tokens, codes, masked, locked, stale, maskedCount, lockedCount, staleCount)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      take.id, layer.layer, tokens, codes.id, masked, locked, stale, maskedCount, lockedCount, staleCount
    )
    yield
  }
}

function hasBitsBeyond(bytes: Uint8Array, count: number): boolean {
  return count % 8 !== 0 && (bytes.at(-1) ?? 0) >> (count % 8) !== 0
}
