/** Whose a record is. */
import { NotFoundError } from '../../../shared/errors.ts'
import { findProject } from '../../database/projects.ts'
import { findShot } from '../../database/shots.ts'
import { findPack, findTake } from '../../database/takes.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import type { ProjectId, ShotId, TakeId } from '../../../shared/storyboard/ids.ts'
import type { ProjectSummary } from '../../../shared/storyboard/project.ts'
import type { ShotSummary } from '../../../shared/storyboard/shot.ts'
import type { PackReference, Take } from '../../../shared/storyboard/take.ts'

/** The shot of a take; undefined: the take is gone. */
export function findOwner(database: ReadableDatabase, takeId: TakeId): ShotId | undefined {
  return database.one<{ shotId: ShotId }>('SELECT shotId FROM take WHERE id = ?', takeId)?.shotId
}

function orNotFound<Record>(record: Record | undefined, noun: string): Record {
  if (record !== undefined) return record
  throw new NotFoundError({
    operation: `find the ${noun}`,
    reason: 'it is not there any more',
    remedy: 'It may have been deleted in another window: reload the project'
  })
}

/** These throw a NotFoundError where there is no such record. */
export function getProject(database: ReadableDatabase, id: ProjectId): ProjectSummary {
  return orNotFound(findProject(database, id), 'project')
}

/** Throws as `getProject` does, without counting the project's shots. */
export function requireProject(database: ReadableDatabase, id: ProjectId): ProjectId {
  return orNotFound(database.one<{ id: ProjectId }>('SELECT id FROM project WHERE id = ?', id), 'project').id
}

export function getShot(database: ReadableDatabase, id: ShotId): ShotSummary {
  return orNotFound(findShot(database, id), 'shot')
}

export function getTake(database: ReadableDatabase, id: TakeId): Take {
  return orNotFound(findTake(database, id), 'take')
}

export function getPack(database: ReadableDatabase, hash: string): PackReference {
  return orNotFound(findPack(database, hash), "take's pack")
}
