/** The studio's own version and folder, the same from source, from `out/` and from a packaged application. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import manifest from '../../package.json' with { type: 'json' }

export const version: string = manifest.version

/**
 * The folder that holds package.json. Bundling moves modules (to `out/main/` or `out/main/chunks/`), so it is looked for
 * upwards and not counted in `..`.
 */
export function locateApplication(from: string = import.meta.url): string {
  let folder = dirname(fileURLToPath(from))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('package.json is missing above the studio')
    folder = parent
  }
  return folder
}
