/** Projects: the start page, the bin, opening. */
import { randomUUID } from 'node:crypto'
import { ConflictError } from '../../shared/errors.ts'
import { copyProject } from '../database/copy-project.ts'
import { deleteProject, insertProject, listProjects, markOpened, setProjectPresence } from '../database/projects.ts'
import { pageShots } from './shots.ts'
import { getProject, requireProject } from './workspace/owners.ts'
import type { projectsMethods } from '../../shared/contract/projects.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import type { Presence } from '../../shared/storyboard/presence.ts'
import type { ProjectId } from '../../shared/storyboard/ids.ts'
import type { Workspace } from './workspace/workspace.ts'

const firstPage = 200

export function createProjectsService(workspace: Workspace): Handlers<typeof projectsMethods> {
  const { read } = workspace
  const describe = (projectId: ProjectId) => ({
    project: getProject(read, projectId),
    ...pageShots(read, projectId, null, firstPage),
    history: workspace.describeHistory(projectId)
  })
  const setPresence = (projectId: ProjectId, presence: Presence) => {
    requireProject(read, projectId)
    workspace.write('change the project', (database, announce) => {
      setProjectPresence(database, projectId, presence, workspace.now())
      announce.project(projectId)
    })
    return {}
  }
  return {
    'projects.list': ({ bin, limit }) => listProjects(read, bin ? 'binned' : 'kept', limit),
    'projects.create': ({ name, packId }) => {
      const id = randomUUID() as ProjectId
      const now = workspace.now()
      workspace.write('create the project', (database, announce) => {
        insertProject(database, { id, name, packId, presence: 'kept', createdAt: now, updatedAt: now })
        announce.project(id)
      })
      return describe(id)
    },
    'projects.open': ({ projectId }) => {
      requireProject(read, projectId)
      workspace.write('open the project', (database, announce) => {
        markOpened(database, projectId)
        announce.project(projectId)
      })
      return describe(projectId)
    },
    'projects.edit': ({ projectId, edit: wanted, gesture }) => {
      requireProject(read, projectId)
      const { name, packId } = wanted
      workspace.edit({ operation: 'change the project', projectId, mark: 'edit-project', gesture }, (edit) => {
        edit.project({ ...(name === undefined ? {} : { name }), ...(packId === undefined ? {} : { packId }) })
      })
      return getProject(read, projectId)
    },
    'projects.duplicate': ({ projectId, name }) => {
      const project = getProject(read, projectId)
      const id = randomUUID() as ProjectId
      const now = workspace.now()
      workspace.write('duplicate the project', (database, announce) => {
        insertProject(database, { id, name, packId: project.packId, presence: 'kept', createdAt: now, updatedAt: now })
        copyProject(database, projectId, id, now)
        announce.project(id)
      })
      return getProject(read, id)
    },
    'projects.bin': ({ projectId }) => setPresence(projectId, 'binned'),
    'projects.restore': ({ projectId }) => setPresence(projectId, 'kept'),
    'projects.purge': ({ projectId }) => {
      if (getProject(read, projectId).presence !== 'binned') {
        throw new ConflictError({
          operation: 'delete the project for good',
          reason: 'it is not in the bin',
          remedy: 'Move it to the bin first'
        })
      }
      workspace.write('delete the project for good', (database, announce) => {
        deleteProject(database, projectId)
        announce.project(projectId)
      })
      return {}
    }
  }
}
