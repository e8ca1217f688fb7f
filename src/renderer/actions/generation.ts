/** Asking for tokens: new boards, re-rolled cells, the layers below. The queue does the work. */
import type { TakeId } from '../../shared/storyboard/ids.ts'
import type { Take } from '../../shared/storyboard/take.ts'
import { boardSeeds, toRequestSampling } from '../store/parameters-store.ts'
import type { Studio } from '../store/studio.ts'

function layerIndexes(studio: Studio): number[] {
  return studio.pack.getState().pack?.reference.layers.map(({ index }) => index) ?? []
}

function sampling(studio: Studio) {
  return toRequestSampling(studio.parameters.getState(), layerIndexes(studio))
}

/** The shot that is looked at, with what was typed into it. */
export function currentShot(studio: Studio) {
  const { shots, shotId } = studio.project.getState()
  return shots.find((shot) => shot.id === shotId) ?? null
}

export function currentTake(studio: Studio): Take | null {
  const { takes, takeId } = studio.takes.getState()
  return takes?.find((take) => take.id === takeId) ?? null
}

/** New boards for the shot's prompt, as many as the settings say. */
export async function makeBoards(studio: Studio): Promise<void> {
  await studio.drafts.flush()
  const shot = currentShot(studio)
  if (shot === null || shot.prompt.trim() === '') return
  const { boardsPerPrompt, lockSeed } = studio.settings.getState()
  const seeds = boardSeeds(boardsPerPrompt, lockSeed ? studio.parameters.getState().seed : null)
  await studio.queue.add({ kind: 'board', shotId: shot.id, seeds, sampling: sampling(studio), packId: null })
}

/** New codes for some cells of a layer, or for all that are not locked. */
export async function reroll(
  studio: Studio, takeId: TakeId, layer: number, positions: 'unlocked' | readonly number[]
): Promise<void> {
  const wanted = positions === 'unlocked' ? positions : [...positions]
  await studio.queue.add({ kind: 'reroll', takeId, layer, positions: wanted, sampling: sampling(studio) }, true)
}

/** The layers below the board: all that are missing or stale, or the ones that are named. */
export async function densify(studio: Studio, layers: readonly number[] = []): Promise<void> {
  const { takeId } = studio.takes.getState()
  if (takeId === null) return
  const candidates = studio.settings.getState().clipsPerTake ?? undefined
  await studio.queue.add({ kind: 'densify', takeId, layers: [...layers], seed: null, sampling: sampling(studio), candidates })
}
