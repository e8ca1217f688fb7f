/** Moving shots with the keyboard. */
import type { Studio } from '../store/studio.ts'

/** Moves the shot that is looked at by one place, up (−1) or down (1). */
export async function moveShotBy(studio: Studio, by: -1 | 1): Promise<void> {
  const { shots, shotId } = studio.project.getState()
  const index = shots.findIndex((shot) => shot.id === shotId)
  const target = index + by
  if (shotId === null || index < 0 || target < 0 || target >= shots.length) return
  const before = by < 0 ? shots[target] : shots[target + 1]
  await studio.project.moveShot(shotId, before?.id ?? null)
}
