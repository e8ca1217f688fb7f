/** The menus of the window, from the one list of commands. */
import type { TFunction } from 'i18next'
import type { Menu } from '../../shared/contract/system.ts'
import type { Studio } from '../store/studio.ts'
import { bindKeys, commandEntry, commandIds } from './command-table.ts'
import type { CommandGroup } from './command-table.ts'
import { commands } from './commands.ts'
import { nativeKey } from './keys.ts'

const groups: readonly CommandGroup[] = ['project', 'shot', 'generate', 'board', 'take', 'play', 'view']

export function buildMenu(studio: Studio, t: TFunction): Menu {
  const keys = bindKeys(studio.settings.getState().shortcuts)
  return groups.map((group) => ({
    label: t(`groups.${group}`),
    items: commandIds
      .filter((id) => commandEntry(id).group === group)
      .map((id) => {
        const key = keys.get(id) ?? ''
        return {
          command: id,
          label: t(`commands.${id}`),
          accelerator: key === '' ? null : nativeKey(key),
          isEnabled: commands[id].isEnabled(studio)
        }
      })
  }))
}
