/** The open project: its shots in order, the shot that is looked at, and its history. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { HistoryState } from '../../shared/contract/history.ts'
import { toWireError } from '../../shared/errors.ts'
import type { WireError } from '../../shared/errors.ts'
import type { ProjectId, ShotId } from '../../shared/storyboard/ids.ts'
import type { ProjectSummary } from '../../shared/storyboard/project.ts'
import type { ShotEdit, ShotSummary } from '../../shared/storyboard/shot.ts'
import type { Client } from '../client/client.ts'
import { createLatest } from './loading.ts'
import type { NoticesStore } from './notices-store.ts'
import { placeBefore } from './place-before.ts'

interface ProjectState {
  readonly project: ProjectSummary | null
  readonly shots: readonly ShotSummary[]
  readonly shotId: ShotId | null
  readonly history: HistoryState | null
  readonly isOpening: boolean
  readonly problem: WireError | null
}

const closed: ProjectState = { project: null, shots: [], shotId: null, history: null, isOpening: false, problem: null }
const shotsPerPage = 1000

export interface ProjectStore extends StoreApi<ProjectState> {
  open(projectId: ProjectId): Promise<void>
  close(): void
  /** Reads everything again: after a lost connection. */
  reload(): Promise<void>
  rename(name: string): Promise<void>
  selectShot(shotId: ShotId): void
  /** Selects the shot `by` places further. */
  stepShot(by: number): void
  createShot(prompt?: string): Promise<ShotId | null>
  editShot(shotId: ShotId, edit: ShotEdit, gesture?: string): Promise<void>
  /** Before another shot; null: to the end. */
  moveShot(shotId: ShotId, beforeShotId: ShotId | null): Promise<void>
  duplicateShot(shotId: ShotId): Promise<void>
  binShot(shotId: ShotId): Promise<void>
  undo(): Promise<void>
  redo(): Promise<void>
}

export function createProjectStore(client: Client, notices: NoticesStore): ProjectStore {
  const store = createStore<ProjectState>(() => closed)
  const startLoad = createLatest()

  const listRest = async (projectId: ProjectId, from: string | null): Promise<ShotSummary[]> => {
    const shots: ShotSummary[] = []
    for (let after = from; after !== null; ) {
      const page = await client.call('shots.list', { projectId, after, limit: shotsPerPage })
      shots.push(...page.shots)
      after = page.next
    }
    return shots
  }
  const show = (shots: readonly ShotSummary[]) => {
    const { shotId } = store.getState()
    const isThere = shots.some((shot) => shot.id === shotId)
    store.setState({ shots, shotId: isThere ? shotId : (shots[0]?.id ?? null) })
  }
  const load = async (projectId: ProjectId) => {
    const isCurrent = startLoad()
    store.setState({ isOpening: true, problem: null })
    try {
      const { project, shots, next, history } = await client.call('projects.open', { projectId })
      const rest = await listRest(projectId, next)
      if (!isCurrent()) return
      store.setState({ project, history, isOpening: false })
      show([...shots, ...rest])
    } catch (error) {
      if (isCurrent()) store.setState({ isOpening: false, problem: toWireError(error, 'open the project') })
    }
  }
  const loadShots = async () => {
    const { project } = store.getState()
    if (project === null) return
    const isCurrent = startLoad()
    const first = await notices.attempt('list the shots', () =>
      client.call('shots.list', { projectId: project.id, limit: shotsPerPage })
    )
    if (first === null) return
    const rest = await listRest(project.id, first.next)
    if (isCurrent()) show([...first.shots, ...rest])
  }
  const isOpen = (projectId: ProjectId) => store.getState().project?.id === projectId

  client.on('shots.changed', ({ projectId }) => {
    if (isOpen(projectId)) void loadShots()
  })
  client.on('history.changed', (history) => {
    if (isOpen(history.projectId)) store.setState({ history })
  })
  const setProject = (project: ProjectSummary) => store.setState({ project })
  const travel = async (method: 'history.undo' | 'history.redo') => {
    const { project } = store.getState()
    if (project === null) return
    const history = await notices.attempt('change the history', () => client.call(method, { projectId: project.id }))
    if (history !== null) store.setState({ history })
  }

  return {
    ...store,
    open: async (projectId) => {
      store.setState(closed, true)
      await load(projectId)
    },
    close: () => {
      startLoad()
      store.setState(closed, true)
    },
    reload: async () => {
      const { project } = store.getState()
      if (project !== null) await load(project.id)
    },
    rename: async (name) => {
      const { project } = store.getState()
      if (project === null || name.trim() === '' || name === project.name) return
      const renamed = await notices.attempt('rename the project', () =>
        client.call('projects.edit', { projectId: project.id, edit: { name } })
      )
      if (renamed !== null) setProject(renamed)
    },
    selectShot: (shotId) => store.setState({ shotId }),
    stepShot: (by) => {
      const { shots, shotId } = store.getState()
      const index = shots.findIndex((shot) => shot.id === shotId)
      const next = shots[Math.max(0, Math.min(shots.length - 1, index + by))]
      if (next !== undefined) store.setState({ shotId: next.id })
    },
    createShot: async (prompt) => {
      const { project } = store.getState()
      if (project === null) return null
      const shot = await notices.attempt('add a shot', () =>
        client.call('shots.create', { projectId: project.id, fields: prompt === undefined ? {} : { prompt } })
      )
      if (shot === null) return null
      store.setState(({ shots }) => ({
        shots: shots.some((other) => other.id === shot.id) ? shots : [...shots, shot],
        shotId: shot.id
      }))
      return shot.id
    },
    editShot: async (shotId, edit, gesture) => {
      const shot = await notices.attempt('change the shot', () =>
        client.call('shots.edit', { shotId, edit, gesture: gesture ?? null })
      )
      if (shot === null) return
      store.setState(({ shots }) => ({ shots: shots.map((other) => (other.id === shotId ? shot : other)) }))
    },
    moveShot: async (shotId, beforeShotId) => {
      const { project, shots } = store.getState()
      if (project === null || shotId === beforeShotId) return
      // Shown at once; the host's answer puts it right if it refuses.
      store.setState({ shots: placeBefore(shots, shotId, beforeShotId) })
      const moved = await notices.attempt('move the shot', () =>
        client.call('shots.move', { projectId: project.id, shotIds: [shotId], beforeShotId })
      )
      if (moved === null) await loadShots()
    },
    duplicateShot: async (shotId) => {
      const copy = await notices.attempt('duplicate the shot', () => client.call('shots.duplicate', { shotId }))
      if (copy !== null) store.setState({ shotId: copy.id })
    },
    binShot: async (shotId) => {
      const { project } = store.getState()
      if (project === null) return
      await notices.attempt('delete the shot', () =>
        client.call('shots.bin', { projectId: project.id, shotIds: [shotId] })
      )
    },
    undo: () => travel('history.undo'),
    redo: () => travel('history.redo')
  }
}
