/** Imported files: rows in the database, contents in the library's `assets` folder under their hash. */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { replaceFile } from './files.ts'
import { toStorageError } from './storage-failures.ts'
import type { Asset } from '../../shared/storyboard/asset.ts'
import type { AssetId, ProjectId } from '../../shared/storyboard/ids.ts'
import type { Connection } from './connection.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import type { LibraryFolder } from './library-folder.ts'

const fields = 'id, hash, bytes, mediaType, name, createdAt'

export function findAsset(database: ReadableDatabase, id: AssetId): Asset | undefined {
  return database.one<Asset>(`SELECT ${fields} FROM asset WHERE id = ?`, id)
}

/** Assets of a project, those first that were imported first. */
export function listAssets(database: ReadableDatabase, projectId: ProjectId): Asset[] {
  return database.all<Asset>(
    `SELECT ${fields.split(', ').map((field) => `asset.${field}`).join(', ')} FROM projectAsset
     JOIN asset ON asset.id = assetId WHERE projectAsset.projectId = ? ORDER BY asset.createdAt, asset.id`,
    projectId
  )
}

/** Where the content of an asset lies. */
export function assetFile(folder: LibraryFolder, hash: string): string {
  return join(folder.assets, hash.slice(0, 2), hash)
}

/** Content that is in the folder but not yet in the database; unused content goes at the next start. */
export interface StoredContent {
  readonly hash: string
  readonly bytes: number
  /** It was not in the folder before. */
  readonly isNew: boolean
}

/**
 * Copies content into the assets folder. The same content is kept once.
 * @param source a file's path, or its pieces
 * @param expectedHash what the content must be; null: anything
 * @throws StorageError; RangeError where the content is not what was expected, and then nothing is kept
 */
export async function storeContent(
  folder: LibraryFolder, source: string | Iterable<Uint8Array>, expectedHash: string | null = null
): Promise<StoredContent> {
  const unfinished = join(folder.temporary, `asset-${randomUUID()}`)
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform: (piece: Uint8Array, _, done) => {
      hash.update(piece)
      bytes += piece.length
      done(null, piece)
    }
  })
  try {
    const from = typeof source === 'string' ? createReadStream(source) : Readable.from(source)
    await pipeline(from, measure, createWriteStream(unfinished))
    const content = { hash: hash.digest('hex'), bytes, isNew: false }
    if (expectedHash !== null && content.hash !== expectedHash) throw new RangeError('the content has another hash than it should')
    const target = assetFile(folder, content.hash)
    // The same size under the same hash: it is the same content, written whole before it was renamed.
    if (existsSync(target) && statSync(target).size === bytes) return content
    mkdirSync(dirname(target), { recursive: true })
    replaceFile(unfinished, target)
    return { ...content, isNew: true }
  } catch (error) {
    throw toStorageError('keep the imported file', error)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** Adds the row of stored content, and makes it part of a project. */
export function addAsset(
  database: WritableDatabase, projectId: ProjectId, content: StoredContent, about: Pick<Asset, 'mediaType' | 'name' | 'createdAt'>
): AssetId {
  const known = database.one<{ id: AssetId }>('SELECT id FROM asset WHERE hash = ?', content.hash)
  const id = known?.id ?? (randomUUID() as AssetId)
  if (known === undefined) {
    database.run(
      `INSERT INTO asset (${fields}) VALUES (?, ?, ?, ?, ?, ?)`,
      id, content.hash, content.bytes, about.mediaType, basename(about.name).slice(0, 255) || 'file', about.createdAt
    )
  }
  database.run('INSERT OR IGNORE INTO projectAsset (projectId, assetId) VALUES (?, ?)', projectId, id)
  return id
}

/** Removes content that was stored and then not used; content that a row names stays. */
export function discardContent(database: ReadableDatabase, folder: LibraryFolder, contents: readonly StoredContent[]): void {
  for (const { hash, isNew } of contents) {
    const isUsed = database.one('SELECT 1 FROM asset WHERE hash = ?', hash) !== undefined
    if (isNew && !isUsed) rmSync(assetFile(folder, hash), { force: true })
  }
}

export function deleteUnusedAssetRows(database: WritableDatabase): void {
  database.run(
    'DELETE FROM asset WHERE id NOT IN (SELECT assetId FROM projectAsset) AND id NOT IN (SELECT assetId FROM take WHERE assetId IS NOT NULL)'
  )
}

/** Removes assets that no project has any more, and content that no row names. */
export function removeUnusedAssets(connection: Connection, folder: LibraryFolder): void {
  connection.transact('tidy the assets', deleteUnusedAssetRows)
  const known = new Set(connection.all<{ hash: string }>('SELECT hash FROM asset').map((row) => row.hash))
  for (const group of readdirSync(folder.assets)) {
    for (const name of readdirSync(join(folder.assets, group))) {
      if (/^[0-9a-f]{64}$/.test(name) && !known.has(name)) rmSync(join(folder.assets, group, name), { force: true })
    }
  }
}
