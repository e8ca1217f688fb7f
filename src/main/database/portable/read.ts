/**
 * Adds the project of a portable file to the library, under new ids. What can be checked is checked first; the project
 * appears with the last of its rows, and a file that is refused leaves nothing.
 */
import { randomUUID } from 'node:crypto'
import { copyFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { describeIssues } from '../../../shared/errors.ts'
import { discardContent, storeContent } from '../assets.ts'
import { openConnection } from '../connection.ts'
import { DamagedDatabaseError, isRefusal, toStorageError } from '../storage-failures.ts'
import { addProject } from './add-project.ts'
import { checkContent, checkHeader, refuse } from './inspect.ts'
import { assetPieceRow, assetRow } from './rows.ts'
import type { ProjectId } from '../../../shared/storyboard/ids.ts'
import type { Connection } from '../connection.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import type { StoredContent } from '../assets.ts'
import type { LibraryFolder } from '../library-folder.ts'

/** Larger files are refused: 64 GiB. */
const largestFile = 64 * 2 ** 30

/**
 * @param source path of the file; it is only read
 * @param store takes all steps of a change to the library, or leaves nothing of it
 * @returns the new project's id
 */
export async function readPortable(
  folder: LibraryFolder, library: ReadableDatabase, source: string, now: number,
  store: (begin: (database: WritableDatabase) => Iterator<void>) => Promise<void>
): Promise<ProjectId> {
  // A copy: what is checked must be what is read, whatever happens to the file meanwhile, and nothing beside it counts.
  const copy = join(folder.temporary, `import-${randomUUID()}.db`)
  try {
    const about = statSync(source)
    if (!about.isFile()) refuse('it is not a file', 'Choose a .hitvideo file')
    if (about.size > largestFile) refuse('it is too large', 'Split the project up and export it again')
    checkHeader(source, about.size)
    copyFileSync(source, copy)
    checkHeader(copy, statSync(copy).size)
    const file = openConnection(copy, { readonly: true })
    try {
      checkContent(file)
      const contents: StoredContent[] = []
      try {
        await storeAssets(folder, file, contents)
        const projectId = randomUUID() as ProjectId
        await store((database) => addProject(database, file, projectId, now))
        return projectId
      } catch (error) {
        discardContent(library, folder, contents)
        throw error
      }
    } finally {
      file.close()
    }
  } catch (error) {
    throw explain(error)
  } finally {
    rmSync(copy, { force: true })
  }
}

function explain(error: unknown): unknown {
  try {
    if (error instanceof z.ZodError) refuse(`an entry is not right: ${describeIssues(error).reason}`, undefined, error)
    if (error instanceof RangeError) refuse(`the tokens are not right: ${error.message}`, undefined, error)
    const failure = toStorageError('import the project', error)
    if (failure instanceof DamagedDatabaseError || isRefusal(failure)) refuse('it is damaged', undefined, error)
    return failure
  } catch (refusal) {
    return refusal
  }
}

/** Copies the assets' contents; they count only once a row names them. */
async function storeAssets(folder: LibraryFolder, file: Connection, contents: StoredContent[]): Promise<void> {
  for (const row of file.all('SELECT hash, bytes, mediaType, name FROM asset')) {
    const asset = assetRow.parse(row)
    const content = await storeContent(folder, readPieces(file, asset.hash), asset.hash).catch((error: unknown) => {
      if (error instanceof RangeError) refuse('an imported video in it is damaged', undefined, error)
      throw error
    })
    contents.push(content)
    if (content.bytes !== asset.bytes) refuse('an imported video in it is damaged')
  }
}

function* readPieces(file: Connection, hash: string): Generator<Uint8Array> {
  let expected = 0
  for (const row of file.each('SELECT number, bytes FROM assetPiece WHERE asset = ? ORDER BY number', hash)) {
    const piece = assetPieceRow.parse(row)
    if (piece.number !== expected) refuse('a part of an imported video is missing')
    expected += 1
    yield piece.bytes
  }
}
