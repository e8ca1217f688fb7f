/** Portable project files. The page names files by handles; only the host knows their paths. */
import { removeArriving } from '../database/portable/arriving.ts'
import { readPortable } from '../database/portable/read.ts'
import { writePortable } from '../database/portable/write.ts'
import { getProject, requireProject } from './workspace/owners.ts'
import { writeInSlices } from './workspace/write-in-slices.ts'
import type { projectFileMethods } from '../../shared/contract/project-file.ts'
import type { Emit } from '../../shared/contract.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import type { LibraryFolder } from '../database/library-folder.ts'
import type { ProjectId } from '../../shared/storyboard/ids.ts'
import type { GrantedFiles } from './granted-files.ts'
import type { Workspace } from './workspace/workspace.ts'

export function createProjectFileService(
  folder: LibraryFolder, workspace: Workspace, files: Pick<GrantedFiles, 'resolve'>, emit: Emit
): Handlers<typeof projectFileMethods> {
  /** One at a time: what is taken back of a file that is refused must be of that file. */
  let importing: Promise<unknown> = Promise.resolve()
  const importProject = async (path: string): Promise<ProjectId> =>
    readPortable(folder, workspace.read, path, workspace.now(), async (begin) => {
      try {
        await writeInSlices(workspace, 'import the project', begin)
      } catch (error) {
        workspace.write('take the project back', removeArriving)
        throw error
      }
    })
  return {
    'projectFile.export': async ({ projectId, file }) => {
      requireProject(workspace.read, projectId)
      const written = await writePortable(folder, projectId, files.resolve(file, 'write'), workspace.now())
      emit('projectFile.exported', { projectId })
      return written
    },
    'projectFile.import': async ({ file }) => {
      const path = files.resolve(file, 'read')
      const arriving = importing.then(() => importProject(path))
      importing = arriving.catch(() => undefined)
      const projectId = await arriving
      emit('projects.changed', { projectIds: [projectId] })
      return getProject(workspace.read, projectId)
    }
  }
}
