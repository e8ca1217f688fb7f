/** What a densify of the take in the editor has so far: a layer can be looked at as soon as it is complete. */
import { useStore } from 'zustand'
import type { PreviewSource } from '../store/previews-store.ts'
import { useStudio } from '../store/studio-context.tsx'
import { shapesOf } from './board-model.ts'

/** The first `layers` layers of the job at work on this take; null: there is none, or it is not that far. */
export function useWorkingPreview(layers: number): PreviewSource | null {
  const { takes, queue, pack } = useStudio()
  const takeId = useStore(takes, (state) => state.takeId)
  const tokens = useStore(takes, (state) => state.tokens)
  const open = useStore(pack, (state) => state.pack)
  const job = useStore(queue, ({ jobs }) =>
    jobs.find(({ state, request }) => request.kind === 'densify' && request.takeId === takeId && (state === 'running' || state === 'paused'))
  )
  const reached = useStore(queue, (state) => (job === undefined ? undefined : state.reached.get(job.id)))
  if (job === undefined || reached === undefined) return null
  const order = shapesOf(tokens, open).findIndex((shape) => shape.index === reached)
  return order + 1 < layers ? null : { kind: 'job', jobId: job.id, takeIndex: 0, layers }
}
