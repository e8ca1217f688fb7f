/** The service of the `import` domain. Tokenizing is the queue's. */
import { basename } from 'node:path'
import { findCarriedText } from '../../../shared/carried/carried-text.ts'
import { FileError, InvalidInputError } from '../../../shared/errors.ts'
import { addAsset, storeContent } from '../../database/assets.ts'
import { getProject } from '../workspace/owners.ts'
import { concatenateFiles, examineFiles, examinePaths, examineSound, readStoryboard, sortPictures, summarize } from './examine-files.ts'
import { restoreStoryboard } from './restore.ts'
import type { importMethods } from '../../../shared/contract/import.ts'
import type { CarriedStoryboard } from '../../../shared/carried/carried-storyboard.ts'
import type { Handlers } from '../../../shared/rpc/table.ts'
import type { LibraryFolder } from '../../database/library-folder.ts'
import type { GrantedFiles } from '../granted-files.ts'
import type { Workspace } from '../workspace/workspace.ts'

export interface ImportServiceOptions {
  readonly workspace: Workspace
  readonly library: LibraryFolder
  readonly files: Pick<GrantedFiles, 'resolve'>
}

/** The media type to keep a file under: of a video, or of a sound where it is none. */
async function findMediaType(paths: readonly string[]): Promise<string> {
  try {
    return (await examinePaths(paths)).mediaType
  } catch (error) {
    const [first, ...others] = paths
    const sound = error instanceof FileError && first !== undefined && others.length === 0 ? await examineSound(first) : null
    if (sound === null) throw error
    return sound
  }
}

export function createImportService({ workspace, library, files }: ImportServiceOptions): Handlers<typeof importMethods> {
  const open = (handles: readonly string[]): string[] => handles.map((handle) => files.resolve(handle, 'read'))
  const requireStoryboard = (found: CarriedStoryboard | null): CarriedStoryboard => {
    if (found !== null) return found
    throw new InvalidInputError({
      operation: 'open the export', reason: 'it carries no takes', remedy: 'Import it as a video, or choose the file that was exported'
    })
  }
  return {
    'import.examine': ({ files: handles }) => examineFiles(open(handles)),
    'import.examineText': ({ text }) => {
      const found = findCarriedText(text)
      return found === null ? null : summarize(found)
    },
    'import.keep': async ({ projectId, files: handles }) => {
      getProject(workspace.read, projectId)
      const paths = open(handles)
      const mediaType = await findMediaType(paths)
      const [first = ''] = sortPictures(paths)
      const content = await storeContent(library, paths.length === 1 ? first : concatenateFiles(paths))
      const about = { mediaType, name: basename(first), createdAt: workspace.now() }
      return { assetId: workspace.write('keep the file', (database) => addAsset(database, projectId, content, about)) }
    },
    'import.restore': async ({ projectId, shotId, source }) => {
      const found = source.kind === 'text' ? findCarriedText(source.text) : await readStoryboard(files.resolve(source.file, 'read'))
      return restoreStoryboard(workspace, projectId, shotId, requireStoryboard(found))
    }
  }
}
