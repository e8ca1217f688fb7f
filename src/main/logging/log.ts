/** The studio's log: one JSON record a line, in the user's log folder, three files of at most two megabytes. */
import { existsSync, renameSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createScrubber } from './scrub.ts'

/** What the rest of the studio needs of a log: a short constant message, and fields. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

const maximumBytes = 2 * 2 ** 20
const oldest = 2

function rotate(folder: string, name: (age: number) => string): void {
  const current = join(folder, name(0))
  if (!existsSync(current) || statSync(current).size < maximumBytes) return
  for (let age = oldest - 1; age >= 0; age--) {
    const file = join(folder, name(age))
    if (existsSync(file)) renameSync(file, join(folder, name(age + 1)))
  }
}

/**
 * Opens the log of one process ("studio", "engine"). Files rotate when the process starts.
 * @param folder must exist
 */
export function openLog(folder: string, processName: string, home: string = homedir()): Log {
  rotate(folder, (age) => (age === 0 ? `${processName}.log` : `${processName}.${age}.log`))
  const scrub = createScrubber(home)
  return pino(
    {
      base: { pid: process.pid },
      hooks: {
        logMethod(args, write) {
          const [fields, message] = args as unknown as [object, string]
          write.call(this, scrub(fields instanceof Error ? { error: fields } : fields) as object, message)
        }
      }
    },
    // Synchronous: the record that matters most is the last one before a crash, and there are few.
    pino.destination({ dest: join(folder, `${processName}.log`), sync: true, mkdir: false })
  )
}
