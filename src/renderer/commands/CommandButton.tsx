/** A button that does a command. */
import type { LucideIcon } from 'lucide-react'
import type { CommandId } from './command-table.ts'
import { useCommand } from './use-command.ts'

interface CommandButtonProps {
  readonly id: CommandId
  readonly icon?: LucideIcon
  /** The icon alone; the words are in its name and its tooltip. */
  readonly isIconOnly?: boolean
  readonly isPrimary?: boolean
  readonly showsKey?: boolean
  /** For switches. */
  readonly isPressed?: boolean
  /** In place of the command's own words. */
  readonly label?: string
}

export function CommandButton(props: CommandButtonProps) {
  const { id, icon: Icon, isIconOnly = false, isPrimary = false, showsKey = false, isPressed, label: ownLabel } = props
  const command = useCommand(id)
  const label = ownLabel ?? command.label
  const title = command.key === null ? label : `${label} (${command.key})`
  return (
    <button
      type="button"
      className={`command${isPrimary ? ' primary' : ''}${isIconOnly ? ' icon-only' : ''}`}
      disabled={!command.isEnabled}
      title={title}
      aria-label={isIconOnly ? label : undefined}
      aria-keyshortcuts={command.ariaKey}
      aria-pressed={isPressed}
      onClick={command.run}
    >
      {Icon !== undefined && <Icon aria-hidden size={16} />}
      {!isIconOnly && <span>{label}</span>}
      {showsKey && command.key !== null && <kbd aria-hidden>{command.key}</kbd>}
    </button>
  )
}
