/** Where things lie and what was logged last. */
import { readdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { diagnosticsMethods } from '../../shared/contract/diagnostics.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import type { Folders } from '../folders.ts'

/** The newest lines of the logs in a folder; logs are rotated and their names sort by age. */
async function readNewestLines(folder: string, count: number): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).toSorted()
  const lines: string[] = []
  for (const name of names.toReversed()) {
    if (lines.length >= count) break
    const text = await readFile(join(folder, name), 'utf8').catch(() => '')
    lines.unshift(...text.split('\n').filter((line) => line !== ''))
  }
  return count === 0 ? [] : lines.slice(-count)
}

export function createDiagnosticsService(folders: Folders, home = homedir()): Handlers<typeof diagnosticsMethods> {
  const hideHome = (path: string) => (path.startsWith(home) ? `~${path.slice(home.length)}` : path)
  return {
    'diagnostics.read': async ({ lines }) => ({
      folders: {
        data: hideHome(folders.data),
        logs: hideHome(folders.logs),
        packs: hideHome(folders.packs),
        cache: hideHome(folders.cache)
      },
      logLines: await readNewestLines(folders.logs, lines)
    })
  }
}
