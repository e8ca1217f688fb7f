/** One gesture under way: every change of a record goes through here, so that none is missing from the history. */
import { NotFoundError } from '../../../shared/errors.ts'
import { diffRecord, mergeChanges } from '../../../shared/storyboard/change.ts'
import { ensureLayer, layerIdOf } from '../../database/layers.ts'
import { readFields, writeFields } from '../../database/records.ts'
import { insertShot } from '../../database/shots.ts'
import { insertTake } from '../../database/takes.ts'
import type { WritableDatabase } from '../../database/database.ts'
import type { NewTake } from '../../database/takes.ts'
import type { Change, Fields, RecordKind } from '../../../shared/storyboard/change.ts'
import type { ProjectId, ShotId, TakeId } from '../../../shared/storyboard/ids.ts'
import type { Shot } from '../../../shared/storyboard/shot.ts'
import type { Announcements } from './announcements.ts'

export class Edit {
  readonly database: WritableDatabase
  readonly projectId: ProjectId
  readonly now: number
  readonly announce: Announcements
  private changes: Change[] = []

  constructor(database: WritableDatabase, projectId: ProjectId, now: number, announce: Announcements) {
    this.database = database
    this.projectId = projectId
    this.now = now
    this.announce = announce
  }

  /** What was changed so far, one change for each record. */
  get recorded(): readonly Change[] {
    return this.changes
  }

  project(wanted: Fields): void {
    if (this.update('project', this.projectId, wanted)) this.announce.project(this.projectId)
  }

  shot(id: ShotId, wanted: Fields): void {
    if (this.update('shot', id, wanted)) this.announce.shot(this.projectId, id)
  }

  take(id: TakeId, shotId: ShotId, wanted: Fields): void {
    if (!this.update('take', id, wanted)) return
    this.announce.take(this.projectId, shotId, id)
    if ('presence' in wanted) this.announce.shot(this.projectId, shotId)
  }

  layer(takeId: TakeId, shotId: ShotId, layer: number, wanted: Fields): void {
    ensureLayer(this.database, takeId, layer)
    if (this.update('layer', layerIdOf(takeId, layer), wanted)) this.announce.take(this.projectId, shotId, takeId)
  }

  /** Adds a shot; undone, it is set aside. */
  addShot(shot: Shot): void {
    insertShot(this.database, { ...shot, presence: 'undone' })
    this.shot(shot.id, { presence: shot.presence })
  }

  /** Adds a take; undone, it is set aside with its tokens. */
  addTake(take: NewTake): void {
    insertTake(this.database, { ...take, presence: 'undone' })
    this.take(take.id, take.shotId, { presence: take.presence })
  }

  private update(record: RecordKind, id: string, wanted: Fields): boolean {
    const current = readFields(this.database, record, id)
    if (current === null) {
      throw new NotFoundError({
        operation: `change the ${record}`,
        reason: 'it is not there any more',
        remedy: 'Reload the project'
      })
    }
    const change = diffRecord(record, id, current, wanted)
    if (change === null) return false
    writeFields(this.database, record, id, change.after, this.now)
    this.changes = mergeChanges(this.changes, [change])
    return true
  }
}
