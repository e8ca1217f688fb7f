/** Macs have ⌘ where others have Ctrl. */
export const isMac = typeof navigator !== 'undefined' && /^Mac|iPhone|iPad/.test(navigator.platform)
