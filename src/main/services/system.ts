/** Says what the studio runs on. */
import { availableParallelism, totalmem } from 'node:os'
import type { Menu, systemMethods, SystemDescription } from '../../shared/contract/system.ts'
import type { Emit } from '../../shared/contract.ts'
import type { Handlers } from '../../shared/rpc/table.ts'

/** Shows menus as the system's own; `choose` is called with the command of an entry that was chosen. */
export type ShowMenu = (menu: Menu, choose: (command: string) => void) => void

/** The service of the `system` domain. */
export function createSystemService(
  about: Pick<SystemDescription, 'version' | 'host'>, emit: Emit, showMenu?: ShowMenu
): Handlers<typeof systemMethods> {
  return {
    'system.setMenu': ({ menu }) => {
      showMenu?.(menu, (command) => emit('system.menuCommand', { command }))
      return {}
    },
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
