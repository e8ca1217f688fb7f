/** One command of the shortcuts dialog. */
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { showKey } from '../commands/keys.ts'
import { isMac } from '../commands/platform.ts'

interface ShortcutRowProps {
  readonly label: string
  /** Empty: none. */
  readonly boundKey: string
  readonly isListening: boolean
  onListen(): void
  onKey(event: KeyboardEvent): void
}

export function ShortcutRow({ label, boundKey, isListening, onListen, onKey }: ShortcutRowProps) {
  const { t } = useTranslation()
  const shown = boundKey === '' ? t('shortcuts.none') : showKey(boundKey, isMac)
  return (
    <li className="row spread">
      <span>{label}</span>
      <button
        type="button"
        className="shortcut"
        aria-label={t('shortcuts.change', { command: label, key: shown })}
        aria-pressed={isListening}
        onClick={onListen}
        onKeyDown={(event) => {
          if (isListening) onKey(event)
        }}
      >
        {isListening ? t('shortcuts.press') : <kbd>{shown}</kbd>}
      </button>
    </li>
  )
}
