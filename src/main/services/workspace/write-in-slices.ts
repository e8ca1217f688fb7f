/** Long changes of the library in short transactions, with everybody else's work between them. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WritableDatabase } from '../../database/database.ts'
import type { Workspace } from './workspace.ts'

/** A call of a window waits for one slice at most. */
const sliceMilliseconds = 10

/**
 * Takes the steps of a change. Each slice is on disk before the next begins, so until the last one nothing else may count
 * on what is there.
 */
export async function writeInSlices(
  workspace: Pick<Workspace, 'write'>, operation: string, begin: (database: WritableDatabase) => Iterator<void>
): Promise<void> {
  let steps: Iterator<void> | undefined
  const takeSlice = (database: WritableDatabase): boolean => {
    const end = performance.now() + sliceMilliseconds
    steps ??= begin(database)
    let isDone = false
    while (!isDone && performance.now() < end) isDone = steps.next().done === true
    return isDone
  }
  try {
    while (!workspace.write(operation, takeSlice)) await nextTurn()
  } finally {
    // Where a slice could not be written, the steps still hold what they read from.
    steps?.return?.()
  }
}
