/** What an export is made of: shots in order, each with the takes that are shown. */
import { ConflictError } from '../../../shared/errors.ts'
import { readLayers } from '../../database/layers.ts'
import { listShots } from '../../database/shots.ts'
import { listTakes } from '../../database/takes.ts'
import { getPack, getProject, getShot, getTake } from '../workspace/owners.ts'
import type { ExportScope } from '../../../shared/export/options.ts'
import type { CarriedStoryboard, CarriedTake } from '../../../shared/carried/carried-storyboard.ts'
import type { ProjectId } from '../../../shared/storyboard/ids.ts'
import type { ShotSummary } from '../../../shared/storyboard/shot.ts'
import type { Take } from '../../../shared/storyboard/take.ts'
import type { ReadableDatabase } from '../../database/database.ts'

export interface Scene {
  readonly shot: ShotSummary
  /** 1, 2, 3 … in the storyboard. */
  readonly number: number
  /** The take that is shown; null: the shot has none. */
  readonly take: Take | null
  /** Null: as long as the take's clip. */
  readonly durationSeconds: number | null
}

export interface Story {
  readonly projectId: ProjectId
  readonly title: string
  readonly scenes: readonly Scene[]
}

const pageSize = 500

function listAllShots(read: ReadableDatabase, projectId: ProjectId): ShotSummary[] {
  const shots: ShotSummary[] = []
  for (;;) {
    const last = shots.at(-1)
    const page = listShots(read, projectId, last === undefined ? null : { orderKey: last.orderKey, id: last.id }, pageSize)
    shots.push(...page)
    if (page.length < pageSize) return shots
  }
}

function sceneOf(read: ReadableDatabase, shot: ShotSummary, number: number): Scene {
  const take = shot.chosenTakeId === null ? null : getTake(read, shot.chosenTakeId)
  return { shot, number, take, durationSeconds: shot.durationSeconds }
}

/**
 * The shots of a scope.
 * @throws NotFoundError where what is named has gone; ConflictError where no shot has a take
 */
export function gatherStory(read: ReadableDatabase, scope: ExportScope): Story {
  const story = gather(read, scope)
  if (story.scenes.some(({ take }) => take !== null && take.layers.length > 0)) return story
  throw new ConflictError({
    operation: 'export',
    reason: scope.kind === 'project' ? 'no shot has a chosen take' : 'there is no take to export',
    remedy: 'Make boards first, and choose one'
  })
}

function gather(read: ReadableDatabase, scope: ExportScope): Story {
  if (scope.kind === 'take') {
    const take = getTake(read, scope.takeId)
    const shot = getShot(read, take.shotId)
    const title = take.prompt || shot.prompt
    return { projectId: take.projectId, title, scenes: [{ shot, number: 1, take, durationSeconds: null }] }
  }
  if (scope.kind === 'shot') {
    const shot = getShot(read, scope.shotId)
    return { projectId: shot.projectId, title: shot.prompt, scenes: [sceneOf(read, shot, 1)] }
  }
  const project = getProject(read, scope.projectId)
  const scenes = listAllShots(read, scope.projectId).map((shot, index) => sceneOf(read, shot, index + 1))
  return { projectId: project.id, title: project.name, scenes }
}

/** All kept takes of a shot, by number. */
export function listAllTakes(read: ReadableDatabase, shot: ShotSummary): Take[] {
  return listTakes(read, shot.id, 0, 1000, false).filter((take) => take.layers.length > 0)
}

function carryTake(read: ReadableDatabase, take: Take): CarriedTake {
  const { seed, draw, sampling, prompt, negativePrompt, name } = take
  return { pack: getPack(read, take.packHash), layers: readLayers(read, take.id), seed, draw, sampling, prompt, negativePrompt, name }
}

/** What a file carries for some scenes. */
export function carryScenes(
  read: ReadableDatabase,
  scenes: readonly { readonly shot: ShotSummary; readonly takes: readonly Take[]; readonly chosen: number | null }[]
): CarriedStoryboard {
  return {
    shots: scenes.map(({ shot, takes, chosen }) => {
      const { prompt, negativePrompt, notes, dialogue, durationSeconds } = shot
      const carried = takes.map((take) => carryTake(read, take))
      return { prompt, negativePrompt, notes, dialogue, durationSeconds, takes: carried, chosen }
    })
  }
}
