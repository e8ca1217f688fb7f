/** Says what the studio runs on. */
import { availableParallelism, totalmem } from 'node:os'
import type { systemMethods, SystemDescription } from '../../shared/contract/system.ts'
import type { Handlers } from '../../shared/rpc/table.ts'

/** The service of the `system` domain. */
export function createSystemService(
  about: Pick<SystemDescription, 'version' | 'host'>
): Handlers<typeof systemMethods> {
  return {
    'system.describe': () => ({
      ...about,
      platform: process.platform,
      architecture: process.arch,
      nodeVersion: process.versions.node,
      electronVersion: process.versions['electron'] ?? null,
      processors: availableParallelism(),
      memoryBytes: totalmem()
    })
  }
}
