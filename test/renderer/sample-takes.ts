/** Takes of one shot, as a host would tell of them. */
import type { ProjectId, ShotId, TakeId } from '../../src/shared/storyboard/ids.ts'
import type { Take, TakeTokens } from '../../src/shared/storyboard/take.ts'

export const shotId = 'shot-0001' as ShotId
export const projectId = 'project-1' as ProjectId
const hash = 'a'.repeat(64)

export const sampleTake = (number: number, parent: number | null = null): Take => ({
  id: `take-000${number}` as TakeId, projectId, shotId, number, parentTakeId: parent === null ? null : (`take-000${parent}` as TakeId),
  origin: 'board', prompt: '', negativePrompt: '', seed: 1, draw: 0, sampling: [], packHash: hash, name: '', starred: false,
  rating: 0, presence: 'kept', createdAt: 0, layers: []
})

/** A board of 2 × 2 cells. */
export const sampleTokens = (takeId: TakeId): TakeTokens => ({
  takeId,
  pack: { id: 'p', version: '1', hash, layers: [{ index: 3, name: 'Board', grid: [1, 2, 2], bits: 8 }] },
  layers: [{ layer: 3, codes: [10, 11, 12, 13], masked: null, locked: null, stale: null }]
})
