/** Where commands send the keyboard. */

export const promptFieldId = 'prompt'

/** Puts the cursor into the prompt. A new shot's field is drawn with the next frame. */
export function focusPrompt(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${promptFieldId}`)?.focus())
}
