/** Takes of a shot, their tokens, locks and differences. */
import { InvalidInputError } from '../../shared/errors.ts'
import { positionsOf } from '../../shared/storyboard/bits.ts'
import { compareTakes } from '../../shared/storyboard/compare.ts'
import { findEntry, readPosition } from '../database/history.ts'
import { readLayers, toPositionFields } from '../database/layers.ts'
import { findTakes, listBinnedTakes, listTakes, searchTakes, storePack } from '../database/takes.ts'
import { changeTokens } from '../../shared/storyboard/change-tokens.ts'
import { addChild, addTakeWithLayers, runCommand, setLayers } from './workspace/child-takes.ts'
import { getPack, getShot, getTake, requireProject } from './workspace/owners.ts'
import type { takesMethods } from '../../shared/contract/takes.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import type { ProjectId, TakeId } from '../../shared/storyboard/ids.ts'
import type { Presence } from '../../shared/storyboard/presence.ts'
import type { Take, TakeTokens } from '../../shared/storyboard/take.ts'
import type { ReadableDatabase } from '../database/database.ts'
import type { Edit } from './workspace/edit.ts'
import type { Workspace } from './workspace/workspace.ts'

/** A take's tokens with the pack that they are of. */
export function readTakeTokens(database: ReadableDatabase, takeId: TakeId): TakeTokens {
  const take = getTake(database, takeId)
  return { takeId, pack: getPack(database, take.packHash), layers: readLayers(database, takeId) }
}

export function createTakesService(workspace: Workspace): Handlers<typeof takesMethods> {
  const { read } = workspace
  return {
    'takes.list': ({ shotId, bin, starredOnly, after, limit }) => {
      getShot(read, shotId)
      const takes = bin ? listBinnedTakes(read, shotId, after, limit) : listTakes(read, shotId, after, limit, starredOnly)
      if (takes.length < limit) return { takes, next: null }
      return { takes, next: bin ? after + takes.length : (takes.at(-1)?.number ?? null) }
    },
    'takes.get': ({ takeId }) => getTake(read, takeId),
    'takes.getMany': ({ takeIds }) => findTakes(read, takeIds),
    'takes.tokens': ({ takeId }) => readTakeTokens(read, takeId),
    'takes.edit': ({ takeId, edit: wanted, gesture }) => {
      const take = getTake(read, takeId)
      const { name, starred, rating } = wanted
      workspace.edit({ operation: 'change the take', projectId: take.projectId, mark: 'edit-take', gesture }, (edit) => {
        edit.take(takeId, take.shotId, {
          ...(name === undefined ? {} : { name }),
          ...(starred === undefined ? {} : { starred: starred ? 1 : 0 }),
          ...(rating === undefined ? {} : { rating })
        })
      })
      return getTake(read, takeId)
    },
    'takes.lock': ({ takeId, layer, positions, isLocked, gesture }) => {
      const take = getTake(read, takeId)
      workspace.edit({ operation: 'lock the cells', projectId: take.projectId, mark: 'lock', gesture }, (edit) => {
        lock(edit, take, layer, positions, isLocked)
      })
      return getTake(read, takeId)
    },
    'takes.editTokens': ({ takeId, edits, gesture }) => {
      const take = getTake(read, takeId)
      const pack = getPack(read, take.packHash)
      const under = gesture === null ? undefined : childOfGesture(read, take, gesture)
      const base = under ?? take
      const before = readLayers(read, base.id)
      const layers = runCommand('change the tokens', () => changeTokens(pack.layers, before, edits))
      const id = workspace.edit(
        { operation: 'change the tokens', projectId: take.projectId, mark: 'edit-tokens', gesture },
        (edit) => {
          if (under === undefined) return addChild(edit, take, 'edit', {}, layers)
          setLayers(edit, under, layers)
          return under.id
        }
      )
      return getTake(read, id)
    },
    'takes.copy': ({ takeId, shotId }) => {
      const take = getTake(read, takeId)
      const { projectId } = getShot(read, shotId)
      const layers = readLayers(read, takeId)
      const id = workspace.edit({ operation: 'copy the take', projectId, mark: 'copy-take' }, (edit) =>
        addTakeWithLayers(edit, { ...take, projectId, shotId, parentTakeId: take.shotId === shotId ? takeId : null, origin: 'copy' }, layers)
      )
      return getTake(read, id)
    },
    'takes.create': ({ shotId, pack, layers, ...fields }) => {
      const { projectId } = getShot(read, shotId)
      const id = workspace.edit({ operation: 'add the take', projectId, mark: 'import' }, (edit) => {
        storePack(edit.database, pack)
        return addTakeWithLayers(
          edit,
          {
            ...fields, projectId, shotId, parentTakeId: null, origin: 'import', draw: 0, packHash: pack.hash, starred: false, rating: 0
          },
          layers
        )
      })
      return getTake(read, id)
    },
    'takes.bin': ({ projectId, takeIds }) => setPresence(workspace, projectId, takeIds, 'binned'),
    'takes.restore': ({ projectId, takeIds }) => setPresence(workspace, projectId, takeIds, 'kept'),
    'takes.compare': ({ leftTakeId, rightTakeId }) =>
      compareTakes(readTakeTokens(read, leftTakeId), readTakeTokens(read, rightTakeId)),
    'takes.search': ({ projectId, text, starredOnly, minimumRating, after, limit }) => {
      requireProject(read, projectId)
      const found = searchTakes(read, projectId, text, { starredOnly, minimumRating }, after, limit)
      return { takes: found.takes, next: found.takes.length < limit ? null : found.last }
    }
  }
}

function lock(edit: Edit, take: Take, layer: number, positions: readonly number[], isLocked: boolean): void {
  const tokens = readLayers(edit.database, take.id).find((candidate) => candidate.layer === layer)
  const outside = positions.find((position) => position >= (tokens?.codes.length ?? 0))
  if (tokens === undefined || outside !== undefined) {
    throw new InvalidInputError({
      operation: 'lock the cells',
      reason: tokens === undefined ? `the take has no layer ${layer} yet` : `layer ${layer} has no position ${outside}`,
      remedy: tokens === undefined ? 'Densify it first' : 'Reload the take',
      field: tokens === undefined ? 'layer' : 'positions'
    })
  }
  const locked = new Set(positionsOf(tokens.locked, tokens.codes.length))
  for (const position of positions) {
    if (isLocked) locked.add(position)
    else locked.delete(position)
  }
  edit.layer(take.id, take.shotId, layer, toPositionFields(edit.database, 'locked', locked, tokens.codes.length))
}

/** The child take that this gesture has made of the take, or the take itself where it is that child. */
function childOfGesture(read: ReadableDatabase, take: Take, gesture: string): Take | undefined {
  const { position } = readPosition(read, take.projectId)
  const entry = findEntry(read, take.projectId, position)
  if (entry?.mark !== 'edit-tokens' || entry.gesture !== gesture) return undefined
  const made = entry.changes.find((change) => change.record === 'take' && change.before['presence'] === 'undone')
  const child = made === undefined ? undefined : findTakes(read, [made.id as TakeId])[0]
  return child !== undefined && (child.id === take.id || child.parentTakeId === take.id) ? child : undefined
}

function setPresence(workspace: Workspace, projectId: ProjectId, takeIds: readonly TakeId[], presence: Presence) {
  const takes = takeIds.map((takeId) => getTake(workspace.read, takeId))
  if (takes.some((take) => take.projectId !== projectId)) {
    throw new InvalidInputError({
      operation: 'change the takes', reason: 'a take is of another project', remedy: 'Open that project first', field: 'takeIds'
    })
  }
  const mark = presence === 'kept' ? 'restore-take' : 'delete-take'
  workspace.edit({ operation: 'change the takes', projectId, mark }, (edit) => {
    for (const take of takes) {
      edit.take(take.id, take.shotId, { presence })
      if (presence === 'kept') continue
      // The chosen take goes: the newest one that is left takes its place.
      const shot = getShot(edit.database, take.shotId)
      if (shot.chosenTakeId !== take.id) continue
      const left = edit.database.one<{ id: TakeId }>(
        "SELECT id FROM take WHERE shotId = ? AND presence = 'kept' ORDER BY number DESC LIMIT 1", take.shotId
      )
      edit.shot(take.shotId, { chosenTakeId: left?.id ?? null })
    }
  })
  return {}
}
