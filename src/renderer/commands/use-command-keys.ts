/** Runs commands by their keys, except where the key belongs to what has the keyboard. */
import { useEffect } from 'react'
import type { Studio } from '../store/studio.ts'
import { bindKeys, commandEntry, findCommand } from './command-table.ts'
import { commands } from './commands.ts'
import { nameKey } from './keys.ts'
import { isMac } from './platform.ts'

const typedInto = 'input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]'
/** Keys that press, move or open what has the keyboard. */
const ownKeys: Readonly<Record<string, string>> = {
  Space: 'button, a, summary, input, select',
  Enter: 'button, a, summary, input, select',
  ArrowUp: 'input, select, [role=grid], [role=tab]',
  ArrowDown: 'input, select, [role=grid], [role=tab]',
  PageUp: 'input',
  PageDown: 'input'
}

export function useCommandKeys(studio: Studio): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = nameKey(event, isMac)
      // In an open dialog only its own keys count.
      if (key === null || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
      const id = findCommand(bindKeys(studio.settings.getState().shortcuts), key)
      const target = event.target instanceof Element ? event.target : null
      if (id === null || target === null) return
      if (target.matches(typedInto) && commandEntry(id).inText !== true) return
      const own = ownKeys[key]
      if (own !== undefined && target.closest(own) !== null) return
      // What people have selected as text is what they mean to copy.
      if (id === 'board.copy' && getSelection()?.isCollapsed === false) return
      if (!commands[id].isEnabled(studio)) return
      event.preventDefault()
      void commands[id].run(studio)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [studio])
}
