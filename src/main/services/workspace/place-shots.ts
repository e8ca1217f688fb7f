/** Order keys for shots that are put into the list. */
import { keysBetween, spreadKeys } from '../../../shared/storyboard/order-keys.ts'
import { listOrder, neighbourKey } from '../../database/shots.ts'
import { getShot } from './owners.ts'
import type { ShotId } from '../../../shared/storyboard/ids.ts'
import type { Edit } from './edit.ts'

/**
 * Keys for `count` places before a shot.
 * @param beforeShotId null: at the end
 * @param moved shots that are being moved: the place before one of them is the place before the next that is not moved
 */
export function placeShots(
  edit: Edit, beforeShotId: ShotId | null, count: number, moved: ReadonlySet<ShotId> = new Set()
): string[] {
  const { database, projectId } = edit
  const before = beforeShotId === null ? null : resolvePlace(edit, beforeShotId, moved)
  const upper = before === null ? null : getShot(database, before).orderKey
  const lower = neighbourKey(database, projectId, upper === null ? 'last' : 'before', upper ?? '')
  const keys = keysBetween(lower, upper, count)
  return keys ?? spreadAll(edit, before, count)
}

function resolvePlace({ database, projectId }: Edit, beforeShotId: ShotId, moved: ReadonlySet<ShotId>): ShotId | null {
  if (!moved.has(beforeShotId)) return beforeShotId
  const order = listOrder(database, projectId)
  const from = order.findIndex((shot) => shot.id === beforeShotId)
  return order.slice(from).find((shot) => !moved.has(shot.id))?.id ?? null
}

/** The gap is used up: gives all shots new keys, as part of the same gesture, and leaves room at the place. */
function spreadAll(edit: Edit, beforeShotId: ShotId | null, count: number): string[] {
  const order = listOrder(edit.database, edit.projectId)
  const found = order.findIndex((shot) => shot.id === beforeShotId)
  const place = found < 0 ? order.length : found
  const keys = spreadKeys(order.length + count)
  order.forEach((shot, i) => edit.shot(shot.id, { orderKey: keys[i < place ? i : i + count] ?? shot.orderKey }))
  return keys.slice(place, place + count)
}
