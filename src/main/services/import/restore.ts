/** What an export carries, back into a project: token for token, as new takes. */
import { randomUUID } from 'node:crypto'
import { InvalidInputError } from '../../../shared/errors.ts'
import { storePack } from '../../database/takes.ts'
import { addTakeWithLayers } from '../workspace/child-takes.ts'
import { getProject, getShot } from '../workspace/owners.ts'
import { placeShots } from '../workspace/place-shots.ts'
import type { CarriedShot, CarriedStoryboard, CarriedTake } from '../../../shared/carried/carried-storyboard.ts'
import type { ProjectId, ShotId, TakeId } from '../../../shared/storyboard/ids.ts'
import type { Edit } from '../workspace/edit.ts'
import type { Workspace } from '../workspace/workspace.ts'

export interface Restored {
  readonly shotIds: ShotId[]
  readonly takeIds: TakeId[]
}

/**
 * Adds a storyboard's shots and takes, in one entry of the history.
 * @param shotId into this shot; null: as new shots at the end
 * @throws InvalidInputError where a take does not fit the pack that is known under its hash
 */
export function restoreStoryboard(workspace: Workspace, projectId: ProjectId, shotId: ShotId | null, storyboard: CarriedStoryboard): Restored {
  getProject(workspace.read, projectId)
  if (shotId !== null && getShot(workspace.read, shotId).projectId !== projectId) {
    throw new InvalidInputError({
      operation: 'open the export', reason: 'the shot is of another project', remedy: 'Open that project first', field: 'shotId'
    })
  }
  return workspace.edit({ operation: 'open the export', projectId, mark: 'import' }, (edit) =>
    shotId === null ? addShots(edit, storyboard.shots) : addTakes(edit, shotId, storyboard.shots.flatMap(({ takes }) => takes))
  )
}

function addTakes(edit: Edit, shotId: ShotId, takes: readonly CarriedTake[]): Restored {
  return { shotIds: [shotId], takeIds: takes.map((take) => addTake(edit, shotId, take)) }
}

function addTake(edit: Edit, shotId: ShotId, take: CarriedTake): TakeId {
  const { pack, layers, seed, draw, sampling, prompt, negativePrompt, name } = take
  storePack(edit.database, pack)
  return addTakeWithLayers(
    edit,
    {
      projectId: edit.projectId, shotId, parentTakeId: null, origin: 'copy', prompt, negativePrompt, seed, draw, sampling,
      packHash: pack.hash, name, starred: false, rating: 0
    },
    layers
  )
}

function addShots(edit: Edit, shots: readonly CarriedShot[]): Restored {
  const keys = placeShots(edit, null, shots.length)
  const restored: Restored = { shotIds: [], takeIds: [] }
  for (const [index, shot] of shots.entries()) {
    const id = randomUUID() as ShotId
    const { takes, chosen, ...words } = shot
    edit.addShot({
      ...words, id, projectId: edit.projectId, orderKey: keys[index] ?? '', chosenTakeId: null, presence: 'kept',
      createdAt: edit.now, updatedAt: edit.now
    })
    const takeIds = takes.map((take) => addTake(edit, id, take))
    const chosenTakeId = chosen === null ? undefined : takeIds[chosen]
    if (chosenTakeId !== undefined) edit.shot(id, { chosenTakeId })
    restored.shotIds.push(id)
    restored.takeIds.push(...takeIds)
  }
  return restored
}
