/** All steps of the schema, in order. */
import { storyboard } from './001-storyboard.ts'
import { history } from './002-history.ts'
import { queue } from './003-queue.ts'
import { search } from './004-search.ts'
import type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [storyboard, history, queue, search]

/** The schema this build writes. */
export const schemaVersion = migrations.length
