/** Puts text on the clipboard. */

/** The desktop host grants no permission, the clipboard's neither: there the old command does it, from a field. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const field = document.createElement('textarea')
    field.value = text
    // Inside the open dialog: what lies outside of it cannot have the keyboard.
    const place = document.querySelector('dialog[open]') ?? document.body
    place.append(field)
    field.select()
    document.execCommand('copy')
    field.remove()
  }
}
