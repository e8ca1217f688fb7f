/** The projects of the start page. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { ProjectId } from '../../shared/storyboard/ids.ts'
import type { ProjectSummary } from '../../shared/storyboard/project.ts'
import type { Client } from '../client/client.ts'
import type { NoticesStore } from './notices-store.ts'

interface ProjectsState {
  /** Recent first; null: not yet loaded. */
  readonly projects: readonly ProjectSummary[] | null
  readonly binned: readonly ProjectSummary[]
}

export interface ProjectsStore extends StoreApi<ProjectsState> {
  load(): Promise<void>
  create(name: string): Promise<ProjectId | null>
  duplicate(projectId: ProjectId, name: string): Promise<void>
  bin(projectId: ProjectId): Promise<void>
  restore(projectId: ProjectId): Promise<void>
  purge(projectId: ProjectId): Promise<void>
}

export function createProjectsStore(client: Client, notices: NoticesStore): ProjectsStore {
  const store = createStore<ProjectsState>(() => ({ projects: null, binned: [] }))
  const load = async () => {
    const lists = await notices.attempt('list the projects', () =>
      Promise.all([client.call('projects.list', {}), client.call('projects.list', { bin: true })])
    )
    if (lists !== null) store.setState({ projects: lists[0], binned: lists[1] })
  }
  client.on('projects.changed', () => {
    if (store.getState().projects !== null) void load()
  })
  const change = async (operation: string, work: () => Promise<unknown>) => {
    await notices.attempt(operation, work)
  }
  return {
    ...store,
    load,
    create: async (name) => {
      const opened = await notices.attempt('make the project', () => client.call('projects.create', { name }))
      return opened?.project.id ?? null
    },
    duplicate: (projectId, name) =>
      change('duplicate the project', () => client.call('projects.duplicate', { projectId, name })),
    bin: (projectId) => change('delete the project', () => client.call('projects.bin', { projectId })),
    restore: (projectId) => change('restore the project', () => client.call('projects.restore', { projectId })),
    purge: (projectId) => change('delete the project for good', () => client.call('projects.purge', { projectId }))
  }
}
