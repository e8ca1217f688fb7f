/** Undo and redo, which outlive a restart. */
import { listMarks, readPosition } from '../database/history.ts'
import { requireProject } from './workspace/owners.ts'
import type { historyMethods } from '../../shared/contract/history.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import type { Workspace } from './workspace/workspace.ts'

export function createHistoryService(workspace: Workspace): Handlers<typeof historyMethods> {
  const { read } = workspace
  return {
    'history.state': ({ projectId }) => workspace.describeHistory(requireProject(read, projectId)),
    'history.list': ({ projectId, limit }) => {
      const { position } = readPosition(read, requireProject(read, projectId))
      return listMarks(read, projectId, limit).map((entry) => ({
        mark: entry.mark, at: entry.at, isUndone: entry.position > position
      }))
    },
    'history.undo': ({ projectId }) => workspace.undo(requireProject(read, projectId)),
    'history.redo': ({ projectId }) => workspace.redo(requireProject(read, projectId))
  }
}
