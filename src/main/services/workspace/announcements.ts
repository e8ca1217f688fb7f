/** Collects what a transaction has touched; the events go out when it is on disk, never before. */
import type { Emit } from '../../../shared/contract.ts'
import type { HistoryState } from '../../../shared/contract/history.ts'
import type { ProjectId, ShotId, TakeId } from '../../../shared/storyboard/ids.ts'

export class Announcements {
  private readonly projects = new Set<ProjectId>()
  private readonly shots = new Map<ProjectId, Set<ShotId>>()
  private readonly takes = new Map<ShotId, { projectId: ProjectId; takeIds: Set<TakeId> }>()
  private readonly histories = new Set<ProjectId>()

  project(id: ProjectId): void {
    this.projects.add(id)
  }

  shot(projectId: ProjectId, id: ShotId): void {
    const shots = this.shots.get(projectId) ?? new Set()
    this.shots.set(projectId, shots.add(id))
    // Its project's length and cover may follow from it.
    this.projects.add(projectId)
  }

  take(projectId: ProjectId, shotId: ShotId, id: TakeId): void {
    const takes = this.takes.get(shotId) ?? { projectId, takeIds: new Set() }
    takes.takeIds.add(id)
    this.takes.set(shotId, takes)
  }

  history(projectId: ProjectId): void {
    this.histories.add(projectId)
  }

  /** Sends everything. `describe` says where a project's history stands now. */
  send(emit: Emit, describe: (projectId: ProjectId) => HistoryState): void {
    for (const [projectId, shotIds] of this.shots) emit('shots.changed', { projectId, shotIds: [...shotIds] })
    for (const [shotId, { projectId, takeIds }] of this.takes) {
      emit('takes.changed', { projectId, shotId, takeIds: [...takeIds] })
    }
    if (this.projects.size > 0) emit('projects.changed', { projectIds: [...this.projects] })
    for (const projectId of this.histories) emit('history.changed', describe(projectId))
  }
}
