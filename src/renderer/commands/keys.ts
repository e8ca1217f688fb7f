/**
 * Names of keys: "Mod+Shift+Z". `Mod` is ⌘ on a Mac and Ctrl elsewhere. Letters, digits and punctuation are named by what
 * they type, so that a shortcut follows the keyboard's layout; Shift is named only where it does not change what is typed.
 */

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const modifiers = new Set(['Control', 'Meta', 'Alt', 'Shift', 'AltGraph'])

/** The name of a key press; null for a modifier alone. */
export function nameKey(press: KeyPress, isMac: boolean): string | null {
  if (modifiers.has(press.key)) return null
  const isLetter = press.key.length === 1 && press.key.toLowerCase() !== press.key.toUpperCase()
  const isTyped = press.key.length === 1 && press.key !== ' '
  const parts = [
    (isMac ? press.metaKey : press.ctrlKey) ? 'Mod' : '',
    isMac && press.ctrlKey ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && (!isTyped || isLetter) ? 'Shift' : '',
    press.key === ' ' ? 'Space' : isLetter ? press.key.toUpperCase() : press.key
  ]
  return parts.filter((part) => part !== '').join('+')
}

const symbols: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Escape: 'Esc'
}

const macModifiers: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' }

/** Splits "Mod+Shift++" into its parts; a plus at the end is the key itself. */
function splitName(name: string): string[] {
  return name.endsWith('+') ? [...name.slice(0, -1).split('+').filter((part) => part !== ''), '+'] : name.split('+')
}

/** A key's name as people read it: "Ctrl+Shift+Z", "⌘⇧Z". */
export function showKey(name: string, isMac: boolean): string {
  const parts = splitName(name).map((part) => {
    if (isMac && macModifiers[part] !== undefined) return macModifiers[part]
    return part === 'Mod' ? 'Ctrl' : (symbols[part] ?? part)
  })
  return parts.join(isMac ? '' : '+')
}

/** As Electron names it, for menus. */
export function nativeKey(name: string): string {
  const named: Readonly<Record<string, string>> = { Mod: 'CommandOrControl', Ctrl: 'Control', '+': 'Plus' }
  return splitName(name)
    .map((part) => named[part] ?? part.replace(/^Arrow/, ''))
    .join('+')
}

/** For `aria-keyshortcuts`. */
export function ariaKey(name: string, isMac: boolean): string {
  return splitName(name)
    .map((part) => (part === 'Mod' ? (isMac ? 'Meta' : 'Control') : part === '+' ? 'Plus' : part))
    .join('+')
}
