/** Choosing, comparing and copying takes. */
import type { ShotId, TakeId } from '../../shared/storyboard/ids.ts'
import type { Studio } from '../store/studio.ts'
import { currentShot, currentTake } from './generation.ts'

/** Makes the take in the editor the one that the storyboard shows. */
export async function pickTake(studio: Studio): Promise<void> {
  const shot = currentShot(studio)
  const take = currentTake(studio)
  if (shot === null || take === null || shot.chosenTakeId === take.id) return
  await studio.project.editShot(shot.id, { chosenTakeId: take.id })
}

/** Copies a take into another shot, or, with null, into a new one at the end; that shot is opened. */
export async function copyTake(studio: Studio, takeId: TakeId, shotId: ShotId | null): Promise<void> {
  const { client, notices, project, takes } = studio
  const prompt = takes.getState().takes?.find(({ id }) => id === takeId)?.prompt
  const target = shotId ?? (await project.createShot(prompt))
  if (target === null) return
  const copy = await notices.attempt('copy the take', () => client.call('takes.copy', { takeId, shotId: target }))
  if (copy !== null) project.selectShot(target)
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
