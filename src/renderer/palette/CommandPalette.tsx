/** Every command by typing a part of its name. */
import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { bindKeys, commandEntry, commandIds } from '../commands/command-table.ts'
import type { CommandId } from '../commands/command-table.ts'
import { commands } from '../commands/commands.ts'
import { showKey } from '../commands/keys.ts'
import { isMac } from '../commands/platform.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { matchAll } from './match-commands.ts'

export function CommandPalette() {
  const { t } = useTranslation()
  const studio = useStudio()
  const id = useId()
  const own = useStore(studio.settings, ({ shortcuts }) => shortcuts)
  const [query, setQuery] = useState('')
  const [index, setIndex] = useState(0)
  const keys = bindKeys(own)
  const known = commandIds
    .filter((command) => command !== 'view.palette' && commands[command].isEnabled(studio))
    .map((command) => ({ command, label: t(`commands.${command}`), group: t(`groups.${commandEntry(command).group}`) }))
  const found = matchAll(known, query)
  const active = found[Math.min(index, found.length - 1)]

  const run = (command: CommandId) => {
    studio.view.closeDialog()
    // After the dialog has given the keyboard back.
    requestAnimationFrame(() => void commands[command].run(studio))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0) {
      event.preventDefault()
      setIndex((Math.min(index, found.length - 1) + by + found.length) % Math.max(1, found.length))
    } else if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault()
      run(active.command)
    }
  }

  return (
    <Dialog title={t('palette.title')} size="small" onClose={() => studio.view.closeDialog()}>
      <input
        data-first
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={active === undefined ? undefined : `${id}-${active.command}`}
        aria-label={t('palette.search')}
        placeholder={t('palette.search')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setIndex(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul role="listbox" id={`${id}-list`} aria-label={t('palette.title')} className="palette-list">
        {found.map(({ command, label, group }) => (
          <li
            key={command}
            id={`${id}-${command}`}
            role="option"
            aria-selected={command === active?.command}
            ref={(element) => {
              if (command === active?.command) element?.scrollIntoView({ block: 'nearest' })
            }}
            onClick={() => run(command)}
            onKeyDown={onKeyDown}
          >
            <span>{label}</span>
            <span className="quiet small">{group}</span>
            {keys.get(command) !== '' && <kbd>{showKey(keys.get(command) ?? '', isMac)}</kbd>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="quiet">{t('palette.nothing')}</p>}
    </Dialog>
  )
}
