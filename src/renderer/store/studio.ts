/** Everything the page knows and does, put together once: the stores, and what connects them. */
import type { Job } from '../../shared/storyboard/job.ts'
import type { Client } from '../client/client.ts'
import { createAlternativesStore } from './alternatives-store.ts'
import type { AlternativesStore } from './alternatives-store.ts'
import { toFailure } from '../queue/job-failure.ts'
import { createEditorStore } from './editor-store.ts'
import type { EditorStore } from './editor-store.ts'
import { createDrafts } from './drafts.ts'
import type { Drafts } from './drafts.ts'
import { createEntropyStore } from './entropy-store.ts'
import type { EntropyStore } from './entropy-store.ts'
import { createIncomingStore } from './incoming-store.ts'
import type { IncomingStore } from './incoming-store.ts'
import { createNoticesStore } from './notices-store.ts'
import type { NoticesStore } from './notices-store.ts'
import { createPackStore } from './pack-store.ts'
import type { PackStore } from './pack-store.ts'
import { createParametersStore } from './parameters-store.ts'
import type { ParametersStore } from './parameters-store.ts'
import { createPlayerStore } from './player-store.ts'
import type { PlayerStore } from './player-store.ts'
import { createPreviewsStore } from './previews-store.ts'
import type { PreviewsStore } from './previews-store.ts'
import { createProjectStore } from './project-store.ts'
import type { ProjectStore } from './project-store.ts'
import { createProjectsStore } from './projects-store.ts'
import type { ProjectsStore } from './projects-store.ts'
import { createQueueStore } from './queue-store.ts'
import type { QueueStore } from './queue-store.ts'
import { createSettingsStore } from './settings-store.ts'
import type { SettingsStore } from './settings-store.ts'
import { createTakesStore } from './takes-store.ts'
import type { TakesStore } from './takes-store.ts'
import { createTransfers } from './transfers.ts'
import type { Transfers } from './transfers.ts'
import { createViewStore } from './view-store.ts'
import type { ViewStore } from './view-store.ts'

export interface Studio {
  readonly client: Client
  readonly notices: NoticesStore
  readonly settings: SettingsStore
  readonly pack: PackStore
  readonly projects: ProjectsStore
  readonly project: ProjectStore
  readonly takes: TakesStore
  readonly queue: QueueStore
  readonly previews: PreviewsStore
  readonly player: PlayerStore
  readonly editor: EditorStore
  readonly alternatives: AlternativesStore
  readonly entropy: EntropyStore
  readonly parameters: ParametersStore
  readonly view: ViewStore
  readonly drafts: Drafts
  readonly transfers: Transfers
  readonly incoming: IncomingStore
  /** Reads everything again; the first time when the connection is there, later when it is there again. */
  refresh(): Promise<void>
}

/** The take that the editor goes on to when a job has ended: the one that was made from the one it shows. */
export function followedTake(job: Job, takeId: string | null) {
  if (job.state !== 'done' || job.result === null) return null
  const { request, result } = job
  if (request.kind === 'reroll' || request.kind === 'densify') {
    return request.takeId === takeId ? (result.takeIds[0] ?? null) : null
  }
  return null
}

/** Makes the stores and lets the shot that is selected decide which takes are shown. */
export function createStudio(client: Client): Studio {
  const notices = createNoticesStore()
  const settings = createSettingsStore(client, notices)
  const pack = createPackStore(client)
  const projects = createProjectsStore(client, notices)
  const project = createProjectStore(client, notices)
  const takes = createTakesStore(client, notices)
  const queue = createQueueStore(client, notices)
  const previews = createPreviewsStore(client)
  const player = createPlayerStore()
  const editor = createEditorStore()
  const transfers = createTransfers()

  project.subscribe(({ shots, shotId }) => {
    const shot = shots.find((candidate) => candidate.id === shotId)
    void takes.show(shotId, shot?.chosenTakeId ?? null)
  })
  takes.subscribe(({ shotId }, old) => {
    // Between takes of a shot the chosen cells stay: that is how one compares and copies.
    if (shotId !== old.shotId) editor.clearSelection()
  })
  pack.subscribe(({ pack: open }) => {
    if (open !== null) player.setClip(open.clip.frames, open.clip.framesPerSecond)
  })
  client.on('queue.changed', ({ jobs }) => {
    for (const job of jobs) {
      const followed = followedTake(job, takes.getState().takeId)
      if (followed !== null) takes.select(followed)
      // Boards and densifying show their failures where their results would be.
      if (job.state === 'failed' && job.request.kind !== 'board' && job.request.kind !== 'densify') notices.show(toFailure(job))
    }
  })

  return {
    client,
    notices,
    settings,
    pack,
    projects,
    project,
    takes,
    queue,
    previews,
    player,
    editor,
    alternatives: createAlternativesStore(client),
    entropy: createEntropyStore(client, notices),
    parameters: createParametersStore(),
    view: createViewStore(),
    drafts: createDrafts(),
    transfers,
    incoming: createIncomingStore(client, transfers),
    refresh: async () => {
      await Promise.all([
        settings.load(),
        queue.load(),
        projects.load(),
        project.reload(),
        takes.reload(),
        pack.load()
      ])
      previews.retry()
    }
  }
}
