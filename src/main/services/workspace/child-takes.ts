/** New takes: how tokens change without a take ever losing its own. */
import { randomUUID } from 'node:crypto'
import { InvalidInputError } from '../../../shared/errors.ts'
import { checkLayers } from '../../../shared/storyboard/change-tokens.ts'
import { insertLayer, toLayerFields } from '../../database/layers.ts'
import { getPack, getShot } from './owners.ts'
import type { TakeId } from '../../../shared/storyboard/ids.ts'
import type { LayerTokens, PackReference, Take, TakeOrigin } from '../../../shared/storyboard/take.ts'
import type { NewTake } from '../../database/takes.ts'
import type { Edit } from './edit.ts'

/** What may differ between a child take and its parent. */
export type ChildFields = Partial<Pick<Take, 'seed' | 'draw' | 'sampling' | 'prompt' | 'negativePrompt' | 'packHash'>>

/** Runs a pure command; what it refuses is invalid input. */
export function runCommand<Result>(operation: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new InvalidInputError(
      { operation, reason: error.message, remedy: 'Check that the tokens were made by the same pack' }, { cause: error }
    )
  }
}

function bitsOf(pack: PackReference, layer: number): number {
  return pack.layers.find((shape) => shape.index === layer)?.bits ?? 30
}

/** Adds a take with these layers; it becomes the chosen one where its shot has none or where its parent is. */
export function addTakeWithLayers(
  edit: Edit, take: Omit<NewTake, 'id' | 'createdAt' | 'presence'>, layers: readonly LayerTokens[]
): TakeId {
  const id = randomUUID() as TakeId
  const chosen = getShot(edit.database, take.shotId).chosenTakeId
  const pack = getPack(edit.database, take.packHash)
  runCommand('store the take', () => checkLayers(pack.layers, layers))
  edit.addTake({ ...take, id, presence: 'kept', createdAt: edit.now })
  for (const layer of layers) insertLayer(edit.database, id, layer, bitsOf(pack, layer.layer))
  if (chosen === null || chosen === take.parentTakeId) edit.shot(take.shotId, { chosenTakeId: id })
  return id
}

/** A child of `parent` with these layers in place of its own. */
export function addChild(
  edit: Edit, parent: Take, origin: TakeOrigin, fields: ChildFields, layers: readonly LayerTokens[]
): TakeId {
  const { projectId, shotId, prompt, negativePrompt, seed, draw, sampling, packHash } = { ...parent, ...fields }
  return addTakeWithLayers(
    edit,
    {
      projectId, shotId, parentTakeId: parent.id, origin, prompt, negativePrompt, seed, draw, sampling, packHash,
      name: '', starred: false, rating: 0
    },
    layers
  )
}

/** Sets layers of a take in place: for layers it did not have, and for a gesture that goes on. */
export function setLayers(edit: Edit, take: Take, layers: readonly LayerTokens[]): void {
  const pack = getPack(edit.database, take.packHash)
  runCommand('store the tokens', () => checkLayers(pack.layers, layers))
  for (const layer of layers) {
    edit.layer(take.id, take.shotId, layer.layer, toLayerFields(edit.database, layer, bitsOf(pack, layer.layer)))
  }
}
