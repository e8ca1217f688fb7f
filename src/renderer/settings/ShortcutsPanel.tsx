/** Every command with its key; a key is rebound by pressing another. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { bindKeys, commandEntry, commandIds } from '../commands/command-table.ts'
import type { CommandGroup, CommandId } from '../commands/command-table.ts'
import { nameKey } from '../commands/keys.ts'
import { isMac } from '../commands/platform.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { rebind } from './rebind.ts'
import { ShortcutRow } from './ShortcutRow.tsx'

const groups: readonly CommandGroup[] = ['board', 'take', 'generate', 'play', 'shot', 'project', 'view']

export function ShortcutsPanel() {
  const { t } = useTranslation()
  const { settings, view } = useStudio()
  const own = useStore(settings, ({ shortcuts }) => shortcuts)
  const [listening, setListening] = useState<CommandId | null>(null)
  const keys = bindKeys(own)

  const set = (id: CommandId, key: string) => {
    setListening(null)
    void settings.edit({ shortcuts: rebind(own, id, key) })
  }
  return (
    <Dialog title={t('shortcuts.title')} size="large" onClose={() => view.closeDialog()}>
      <p className="quiet small">{t('shortcuts.hint')}</p>
      <div className="shortcut-groups">
        {groups.map((group) => (
          <section key={group}>
            <h3>{t(`groups.${group}`)}</h3>
            <ul className="plain-list">
              {commandIds
                .filter((id) => commandEntry(id).group === group)
                .map((id) => (
                  <ShortcutRow
                    key={id}
                    label={t(`commands.${id}`)}
                    boundKey={keys.get(id) ?? ''}
                    isListening={listening === id}
                    onListen={() => setListening(id)}
                    onKey={(event) => {
                      const key = nameKey(event, isMac)
                      if (key === 'Tab') {
                        setListening(null)
                        return
                      }
                      event.preventDefault()
                      event.stopPropagation()
                      if (key === null) return
                      set(id, key === 'Backspace' ? '' : key)
                    }}
                  />
                ))}
            </ul>
          </section>
        ))}
      </div>
      <button type="button" onClick={() => void settings.edit({ shortcuts: {} })}>
        {t('shortcuts.reset')}
      </button>
    </Dialog>
  )
}
