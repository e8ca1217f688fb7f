/** The clip that is being made or was made last: fed by the host's events, read by components. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { ClipOutcome, ClipStage } from '../../shared/contract/clips.ts'
import { StudioError, toWireError } from '../../shared/errors.ts'
import type { Client } from '../client/client.ts'

export interface StageProgress {
  readonly stage: ClipStage
  readonly done: number
  readonly total: number
}

export interface ClipState {
  /** What the clip is made from; null before the first one. */
  readonly prompt: string | null
  readonly clipId: string | null
  readonly isWorking: boolean
  /** In the order in which they began. */
  readonly stages: readonly StageProgress[]
  /** What was read of a prompt that was too long; null: all of it. */
  readonly promptRead: string | null
  readonly outcome: ClipOutcome | null
}

const initial: ClipState = {
  prompt: null,
  clipId: null,
  isWorking: false,
  stages: [],
  promptRead: null,
  outcome: null
}

/** A stage's key in the list: "layer 3", "frames". */
export function stageKey(stage: ClipStage): string {
  return stage.kind === 'layer' ? `layer ${stage.layer}` : stage.kind
}

function withStage(stages: readonly StageProgress[], progress: StageProgress): readonly StageProgress[] {
  const key = stageKey(progress.stage)
  const others = stages.filter((other) => stageKey(other.stage) !== key)
  return others.length === stages.length
    ? [...stages, progress]
    : stages.map((other) => (stageKey(other.stage) === key ? progress : other))
}

export interface ClipStore extends StoreApi<ClipState> {
  /** Starts a clip; a failure to start becomes the outcome. */
  make(prompt: string, seed: number | null): Promise<void>
  cancel(): Promise<void>
}

/** Makes the store and listens for as long as the page lives. */
export function createClipStore(client: Client): ClipStore {
  const store = createStore<ClipState>(() => initial)
  const isCurrent = (clipId: string) => store.getState().clipId === clipId
  const fail = (error: unknown) => {
    if (!(error instanceof StudioError)) throw error
    store.setState({ isWorking: false, outcome: { status: 'failed', error: toWireError(error, error.operation) } })
  }
  client.on('clips.progress', ({ clipId, ...progress }) => {
    if (isCurrent(clipId)) store.setState(({ stages }) => ({ stages: withStage(stages, progress) }))
  })
  client.on('clips.promptCut', ({ clipId, read }) => {
    if (isCurrent(clipId)) store.setState({ promptRead: read })
  })
  client.on('clips.ended', ({ clipId, outcome }) => {
    if (isCurrent(clipId)) store.setState({ isWorking: false, outcome })
  })
  return {
    ...store,
    make: async (prompt, seed) => {
      const clipId = crypto.randomUUID()
      store.setState({ ...initial, prompt, clipId, isWorking: true }, true)
      await client.call('clips.create', { clipId, prompt, seed }).catch(fail)
    },
    cancel: async () => {
      const { clipId } = store.getState()
      if (clipId !== null) await client.call('clips.cancel', { clipId }).catch(fail)
    }
  }
}
