/** Choosing and comparing takes. */
import type { Studio } from '../store/studio.ts'
import { currentShot, currentTake } from './generation.ts'

/** Makes the take in the editor the one that the storyboard shows. */
export async function pickTake(studio: Studio): Promise<void> {
  const shot = currentShot(studio)
  const take = currentTake(studio)
  if (shot === null || take === null || shot.chosenTakeId === take.id) return
  await studio.project.editShot(shot.id, { chosenTakeId: take.id })
}

/** Shows another take beside the one in the editor (its parent, or the one before it), or ends that. */
export function toggleCompare(studio: Studio): void {
  const { takes, takeId, compareId } = studio.takes.getState()
  if (compareId !== null) {
    studio.takes.compareWith(null)
    return
  }
  const index = takes?.findIndex((take) => take.id === takeId) ?? -1
  const take = takes?.[index]
  const parent = takes?.find((other) => other.id === take?.parentTakeId)
  const other = parent ?? takes?.[index - 1] ?? takes?.[index + 1]
  if (other !== undefined) studio.takes.compareWith(other.id)
}
