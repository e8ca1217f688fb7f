/** Portable project files. The page names files by handles; only the host knows their paths. */
import { readPortable } from '../database/portable/read.ts'
import { writePortable } from '../database/portable/write.ts'
import { getProject, requireProject } from './workspace/owners.ts'
import type { projectFileMethods } from '../../shared/contract/project-file.ts'
import type { Emit } from '../../shared/contract.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import type { LibraryFolder } from '../database/library-folder.ts'
import type { GrantedFiles } from './granted-files.ts'
import type { Workspace } from './workspace/workspace.ts'

export function createProjectFileService(
  folder: LibraryFolder, workspace: Workspace, files: Pick<GrantedFiles, 'resolve'>, emit: Emit
): Handlers<typeof projectFileMethods> {
  return {
    'projectFile.export': async ({ projectId, file }) => {
      requireProject(workspace.read, projectId)
      const written = await writePortable(folder, projectId, files.resolve(file, 'write'), workspace.now())
      emit('projectFile.exported', { projectId })
      return written
    },
    'projectFile.import': async ({ file }) => {
      const path = files.resolve(file, 'read')
      const projectId = await readPortable(folder, workspace.read, path, workspace.now(), (work) => {
        workspace.write('import the project', (database) => work(database))
      })
      emit('projects.changed', { projectIds: [projectId] })
      return getProject(workspace.read, projectId)
    }
  }
}
