/** Says what the studio runs on. */
import { availableParallelism, totalmem } from 'node:os'
import type { Menu, systemMethods, SystemDescription } from '../../shared/contract/system.ts'
import type { Emit } from '../../shared/contract.ts'
import type { Handlers } from '../../shared/rpc/table.ts'

/** Shows menus as the system's own; `choose` is called with the command of an entry that was chosen. */
export type ShowMenu = (menu: Menu, choose: (command: string) => void) => void

/** Tells a person who is looking elsewhere. */
export type Notify = (notice: { readonly title: string; readonly text: string }) => void

/** What a host has that not every host has. */
export interface SystemAbilities {
  readonly showMenu?: ShowMenu | undefined
  readonly notify?: Notify | undefined
}

/** The service of the `system` domain. */
export function createSystemService(
  about: Pick<SystemDescription, 'version' | 'host'>, emit: Emit, { showMenu, notify }: SystemAbilities = {}
): Handlers<typeof systemMethods> {
  return {
    'system.setMenu': ({ menu }) => {
      showMenu?.(menu, (command) => emit('system.menuCommand', { command }))
      return {}
    },
    'system.notify': (notice) => {
      notify?.(notice)
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
