/** Where commands send the keyboard. */

export const promptFieldId = 'prompt'

/** Puts the cursor into the prompt, at once: what is typed next belongs there. */
export function focusPrompt(): void {
  document.querySelector<HTMLElement>(`#${promptFieldId}`)?.focus()
}

/** The same for a shot that is new: its field is drawn with the next frame. */
export function focusPromptOfNewShot(): void {
  requestAnimationFrame(focusPrompt)
}
