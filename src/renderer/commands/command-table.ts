/** Every command with its first keys. Menus, palette, shortcuts dialog and key handling derive from this one list. */

export type CommandGroup = 'project' | 'shot' | 'generate' | 'board' | 'take' | 'play' | 'view'

interface CommandEntry {
  readonly group: CommandGroup
  /** Empty: none until the person sets one. */
  readonly key: string
  /** Also while text is being typed. */
  readonly inText?: boolean
}

export const commandTable = {
  'project.undo': { group: 'project', key: 'Mod+Z' },
  'project.redo': { group: 'project', key: 'Mod+Shift+Z' },
  'project.history': { group: 'project', key: 'H' },
  'project.import': { group: 'project', key: 'Mod+I', inText: true },
  'project.export': { group: 'project', key: 'Mod+E', inText: true },
  'project.close': { group: 'project', key: 'Mod+Shift+O', inText: true },

  'shot.new': { group: 'shot', key: 'N' },
  'shot.next': { group: 'shot', key: 'Alt+ArrowDown', inText: true },
  'shot.previous': { group: 'shot', key: 'Alt+ArrowUp', inText: true },
  'shot.moveDown': { group: 'shot', key: 'Alt+Shift+ArrowDown', inText: true },
  'shot.moveUp': { group: 'shot', key: 'Alt+Shift+ArrowUp', inText: true },
  'shot.duplicate': { group: 'shot', key: 'Mod+Shift+D' },
  'shot.delete': { group: 'shot', key: 'Mod+Delete' },

  'generate.prompt': { group: 'generate', key: 'P' },
  'generate.boards': { group: 'generate', key: 'Mod+Enter', inText: true },
  'generate.densify': { group: 'generate', key: 'D' },
  'generate.cancel': { group: 'generate', key: '' },

  'board.lock': { group: 'board', key: 'L' },
  'board.reroll': { group: 'board', key: 'R' },
  'board.rerollUnlocked': { group: 'board', key: 'Shift+R' },
  'board.copy': { group: 'board', key: 'Mod+C' },
  'board.paste': { group: 'board', key: 'Mod+V' },
  'board.swap': { group: 'board', key: 'M' },
  'board.selectAll': { group: 'board', key: 'Mod+A' },
  'board.clearSelection': { group: 'board', key: 'Escape' },
  'board.entropy': { group: 'board', key: 'E' },
  'board.nextLayer': { group: 'board', key: 'PageDown' },
  'board.previousLayer': { group: 'board', key: 'PageUp' },
  'board.zoomIn': { group: 'board', key: '+' },
  'board.zoomOut': { group: 'board', key: '-' },
  'board.zoomWhole': { group: 'board', key: '0' },
  'board.alternative1': { group: 'board', key: '1' },
  'board.alternative2': { group: 'board', key: '2' },
  'board.alternative3': { group: 'board', key: '3' },
  'board.alternative4': { group: 'board', key: '4' },
  'board.alternative5': { group: 'board', key: '5' },
  'board.alternative6': { group: 'board', key: '6' },

  'take.next': { group: 'take', key: ']' },
  'take.previous': { group: 'take', key: '[' },
  'take.pick': { group: 'take', key: 'U' },
  'take.star': { group: 'take', key: 'S' },
  'take.compare': { group: 'take', key: 'C' },
  'take.difference': { group: 'take', key: 'X' },
  'take.wipe': { group: 'take', key: 'W' },
  'take.discard': { group: 'take', key: 'Delete' },

  'play.toggle': { group: 'play', key: 'Space' },
  'play.nextFrame': { group: 'play', key: '.' },
  'play.previousFrame': { group: 'play', key: ',' },
  'play.fullScreen': { group: 'play', key: 'F' },
  'play.storyboard': { group: 'play', key: 'Shift+Space' },

  'view.palette': { group: 'view', key: 'Mod+K', inText: true },
  'view.queue': { group: 'view', key: 'Q' },
  'view.packs': { group: 'view', key: '' },
  'view.settings': { group: 'view', key: 'Mod+,', inText: true },
  'view.shortcuts': { group: 'view', key: '?' },
  'view.troubleshooting': { group: 'view', key: '' }
} as const satisfies Readonly<Record<string, CommandEntry>>

export type CommandId = keyof typeof commandTable

export const commandIds = Object.keys(commandTable) as CommandId[]

/** An entry of the table, with what it leaves out filled in. */
export function commandEntry(id: CommandId): CommandEntry {
  return commandTable[id]
}

/** Keys by command, the person's own in place of the first ones; an empty one: none. */
export function bindKeys(own: Readonly<Record<string, string>>): Map<CommandId, string> {
  return new Map(commandIds.map((id) => [id, own[id] ?? commandTable[id].key]))
}

/** The command of a key. */
export function findCommand(bindings: ReadonlyMap<CommandId, string>, key: string): CommandId | null {
  for (const [id, bound] of bindings) if (bound === key) return id
  return null
}
