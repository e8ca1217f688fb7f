/** Shots of a project. Every change is one entry of its history. */
import { randomUUID } from 'node:crypto'
import { InvalidInputError } from '../../shared/errors.ts'
import { shotDefaults } from '../../shared/storyboard/shot.ts'
import { copyShot } from '../database/copy-project.ts'
import { listBinnedShots, listShots } from '../database/shots.ts'
import { placeShots } from './workspace/place-shots.ts'
import { getShot, getTake, requireProject } from './workspace/owners.ts'
import type { shotsMethods } from '../../shared/contract/shots.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import type { Fields } from '../../shared/storyboard/change.ts'
import type { ProjectId, ShotId } from '../../shared/storyboard/ids.ts'
import type { Presence } from '../../shared/storyboard/presence.ts'
import type { ShotEdit, ShotSummary } from '../../shared/storyboard/shot.ts'
import type { ReadableDatabase } from '../database/database.ts'
import type { Workspace } from './workspace/workspace.ts'

/** A page of a project's kept shots; `after` is `next` of the page before. */
export function pageShots(database: ReadableDatabase, projectId: ProjectId, after: string | null, limit: number) {
  const [orderKey = '', id = ''] = after?.split(':') ?? []
  const shots = listShots(database, projectId, after === null ? null : { orderKey, id }, limit)
  const last = shots.at(-1)
  return { shots, next: last === undefined || shots.length < limit ? null : `${last.orderKey}:${last.id}` }
}

function pageBin(database: ReadableDatabase, projectId: ProjectId, after: string | null, limit: number) {
  const skip = after === null ? 0 : Number.parseInt(after, 10) || 0
  const shots = listBinnedShots(database, projectId, skip, limit)
  return { shots, next: shots.length < limit ? null : String(skip + shots.length) }
}

export function createShotsService(workspace: Workspace): Handlers<typeof shotsMethods> {
  const { read } = workspace
  const setPresence = (projectId: ProjectId, shotIds: readonly ShotId[], presence: Presence) => {
    const shots = shotIds.map((shotId) => getOf(read, projectId, shotId))
    const mark = presence === 'kept' ? 'restore-shot' : 'delete-shot'
    workspace.edit({ operation: 'change the shots', projectId, mark }, (edit) => {
      for (const shot of shots) edit.shot(shot.id, { presence })
    })
    return {}
  }
  return {
    'shots.list': ({ projectId, bin, after, limit }) => {
      requireProject(read, projectId)
      return bin ? pageBin(read, projectId, after, limit) : pageShots(read, projectId, after, limit)
    },
    'shots.get': ({ shotId }) => getShot(read, shotId),
    'shots.create': ({ projectId, beforeShotId, fields }) => {
      requireProject(read, projectId)
      const id = randomUUID() as ShotId
      const now = workspace.now()
      workspace.edit({ operation: 'add a shot', projectId, mark: 'create-shot' }, (edit) => {
        const [orderKey = ''] = placeShots(edit, beforeShotId, 1)
        edit.addShot({
          ...shotDefaults, ...withoutUndefined(fields), id, projectId, orderKey, chosenTakeId: null, presence: 'kept', createdAt: now, updatedAt: now
        })
      })
      return getShot(read, id)
    },
    'shots.edit': ({ shotId, edit: wanted, gesture }) => {
      const shot = getShot(read, shotId)
      checkChoice(read, shot, wanted)
      const mark = wanted.chosenTakeId === undefined ? 'edit-shot' : 'choose-take'
      workspace.edit({ operation: 'change the shot', projectId: shot.projectId, mark, gesture }, (edit) => {
        edit.shot(shotId, withoutUndefined(wanted))
      })
      return getShot(read, shotId)
    },
    'shots.move': ({ projectId, shotIds, beforeShotId, gesture }) => {
      const moved = new Set(shotIds)
      const shots = [...moved].map((shotId) => getOf(read, projectId, shotId))
      const inOrder = shots.toSorted((a, b) => (a.orderKey < b.orderKey || (a.orderKey === b.orderKey && a.id < b.id) ? -1 : 1))
      workspace.edit({ operation: 'move the shots', projectId, mark: 'reorder-shots', gesture }, (edit) => {
        const keys = placeShots(edit, beforeShotId, inOrder.length, moved)
        inOrder.forEach((shot, i) => edit.shot(shot.id, { orderKey: keys[i] ?? shot.orderKey }))
      })
      return {}
    },
    'shots.duplicate': ({ shotId }) => {
      const { projectId, orderKey } = getShot(read, shotId)
      const id = workspace.edit({ operation: 'duplicate the shot', projectId, mark: 'duplicate-shot' }, (edit) => {
        const next = listShots(read, projectId, { orderKey, id: shotId }, 1)[0]
        const [key = ''] = placeShots(edit, next?.id ?? null, 1)
        const copy = copyShot(edit.database, shotId, { projectId, orderKey: key, presence: 'undone', now: edit.now })
        edit.shot(copy, { presence: 'kept' })
        return copy
      })
      return getShot(read, id)
    },
    'shots.bin': ({ projectId, shotIds }) => setPresence(projectId, shotIds, 'binned'),
    'shots.restore': ({ projectId, shotIds }) => setPresence(projectId, shotIds, 'kept')
  }
}

/** The fields that were given. */
function withoutUndefined<Given extends object>(given: Given): { [Key in keyof Given]?: Exclude<Given[Key], undefined> } & Fields {
  const pairs = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(pairs) as { [Key in keyof Given]?: Exclude<Given[Key], undefined> } & Fields
}

/** The shot, which must be of this project. */
function getOf(database: ReadableDatabase, projectId: ProjectId, shotId: ShotId): ShotSummary {
  const shot = getShot(database, shotId)
  if (shot.projectId === projectId) return shot
  throw new InvalidInputError({
    operation: 'change the shots',
    reason: 'a shot is of another project',
    remedy: 'Open that project first',
    field: 'shotIds'
  })
}

function checkChoice(database: ReadableDatabase, shot: ShotSummary, { chosenTakeId }: ShotEdit): void {
  if (chosenTakeId === undefined || chosenTakeId === null) return
  const take = getTake(database, chosenTakeId)
  if (take.shotId === shot.id && take.presence === 'kept') return
  throw new InvalidInputError({
    operation: 'choose the take',
    reason: take.shotId === shot.id ? 'it is in the bin' : 'it is a take of another shot',
    remedy: take.shotId === shot.id ? 'Restore it first' : 'Copy it to this shot first',
    field: 'edit.chosenTakeId'
  })
}
