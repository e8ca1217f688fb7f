/**
 * The open library as the services use it: transactions that leave a history entry and send their events once they are on
 * disk, undo and redo.
 */
import { continuesGesture, extendEntry, undoChanges } from '../../../shared/storyboard/history.ts'
import {
  countEntries, deleteEntry, deleteRedo, findEntry, insertEntry, listRedo, readPosition, shiftRedo, updateEntry, writePosition
} from '../../database/history.ts'
import { parseLayerId } from '../../database/layers.ts'
import { applyChanges } from '../../database/records.ts'
import { Announcements } from './announcements.ts'
import { Edit } from './edit.ts'
import { settleUndone } from './settle-undone.ts'
import { findOwner } from './owners.ts'
import type { Emit } from '../../../shared/contract.ts'
import type { HistoryState } from '../../../shared/contract/history.ts'
import type { Change } from '../../../shared/storyboard/change.ts'
import type { HistoryEntry, Mark } from '../../../shared/storyboard/history.ts'
import type { ProjectId, ShotId, TakeId } from '../../../shared/storyboard/ids.ts'
import type { Connection } from '../../database/connection.ts'
import type { ReadableDatabase, WritableDatabase } from '../../database/database.ts'

export interface EditOptions {
  /** For the error message: "rename the shot". */
  readonly operation: string
  readonly projectId: ProjectId
  readonly mark: Mark
  /** Edits of one gesture become one entry. */
  readonly gesture?: string | null
  /**
   * The entry comes from work in the background: it is put under what redo would do, so that a job that ends does not
   * take redo away from somebody who is going through the history.
   */
  readonly isBackground?: boolean
}

export class Workspace {
  readonly read: ReadableDatabase
  readonly now: () => number
  private readonly connection: Connection
  private readonly emit: Emit

  constructor(connection: Connection, emit: Emit, now: () => number) {
    this.connection = connection
    this.read = connection
    this.emit = emit
    this.now = now
  }

  /** Runs one undoable gesture in one transaction. Without changes there is no entry. */
  edit<Result>(options: EditOptions, work: (edit: Edit) => Result): Result {
    return this.write(options.operation, (database, announce) => {
      const edit = new Edit(database, options.projectId, this.now(), announce)
      const result = work(edit)
      if (edit.recorded.length > 0) {
        const { mark, gesture = null, isBackground = false } = options
        this.record(edit, { mark, gesture, changes: [...edit.recorded] }, isBackground)
        announce.history(options.projectId)
      }
      return result
    })
  }

  /** Runs one transaction that history does not cover. */
  write<Result>(operation: string, work: (database: WritableDatabase, announce: Announcements) => Result): Result {
    const announce = new Announcements()
    const result = this.connection.transact(operation, (database) => work(database, announce))
    announce.send(this.emit, (projectId) => this.describeHistory(projectId))
    return result
  }

  /** Takes the last entry back; does nothing where there is none. */
  undo(projectId: ProjectId): HistoryState {
    this.step(projectId, 'undo')
    return this.describeHistory(projectId)
  }

  /** Does the last undone entry again; does nothing where there is none. */
  redo(projectId: ProjectId): HistoryState {
    this.step(projectId, 'redo')
    return this.describeHistory(projectId)
  }

  describeHistory(projectId: ProjectId): HistoryState {
    const { position, savedAt } = readPosition(this.read, projectId)
    const counts = countEntries(this.read, projectId, position)
    const describe = (at: number): HistoryState['undo'] => {
      const entry = findEntry(this.read, projectId, at)
      return entry === null ? null : { mark: entry.mark, at: entry.at }
    }
    return {
      projectId,
      undo: describe(position),
      redo: describe(position + 1),
      undoCount: counts.done,
      redoCount: counts.undone,
      savedAt
    }
  }

  private record(edit: Edit, entry: HistoryEntry, isBackground: boolean): void {
    const { database, projectId, now } = edit
    const { position } = readPosition(database, projectId)
    const redo = listRedo(database, projectId, position)
    const last = findEntry(database, projectId, position)
    if (redo.length === 0 && last !== null && continuesGesture(last, entry)) {
      const extended = extendEntry(last, entry)
      // A gesture that came back to where it began has done nothing.
      if (extended.changes.length === 0) deleteEntry(database, last.id)
      else updateEntry(database, last.id, extended, now)
      writePosition(database, projectId, extended.changes.length === 0 ? position - 1 : position, now)
      return
    }
    if (isBackground) {
      shiftRedo(database, projectId, position)
    } else if (redo.length > 0) {
      settleUndone(edit, redo)
      deleteRedo(database, projectId, position)
    }
    insertEntry(database, projectId, position + 1, entry, now)
    writePosition(database, projectId, position + 1, now)
  }

  private step(projectId: ProjectId, direction: 'undo' | 'redo'): void {
    this.write(direction, (database, announce) => {
      const { position } = readPosition(database, projectId)
      const entry = findEntry(database, projectId, direction === 'undo' ? position : position + 1)
      if (entry === null) return
      const changes = direction === 'undo' ? undoChanges(entry) : entry.changes
      const now = this.now()
      applyChanges(database, changes, now)
      writePosition(database, projectId, direction === 'undo' ? position - 1 : position + 1, now)
      announceChanges(database, projectId, changes, announce)
      announce.history(projectId)
    })
  }
}

function announceChanges(
  database: ReadableDatabase, projectId: ProjectId, changes: readonly Change[], announce: Announcements
): void {
  for (const change of changes) {
    if (change.record === 'project') announce.project(projectId)
    if (change.record === 'shot') announce.shot(projectId, change.id as ShotId)
    if (change.record === 'take' || change.record === 'layer') {
      const takeId = change.record === 'layer' ? parseLayerId(change.id).takeId : (change.id as TakeId)
      const shotId = findOwner(database, takeId)
      if (shotId === undefined) continue
      announce.take(projectId, shotId, takeId)
      if ('presence' in change.after) announce.shot(projectId, shotId)
    }
  }
}
