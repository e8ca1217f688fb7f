/** Changing keys: no key has two commands. */
import { bindKeys, commandIds, commandTable } from '../commands/command-table.ts'
import type { CommandId } from '../commands/command-table.ts'

/**
 * The person's own keys after a command was given another one; a command that had this key has none now.
 * @param key empty: none
 */
export function rebind(own: Readonly<Record<string, string>>, id: CommandId, key: string): Record<string, string> {
  const keys = bindKeys(own)
  if (key !== '') for (const [other, bound] of keys) if (bound === key) keys.set(other, '')
  keys.set(id, key)
  const changed = commandIds.filter((command) => keys.get(command) !== commandTable[command].key)
  return Object.fromEntries(changed.map((command) => [command, keys.get(command) ?? '']))
}
