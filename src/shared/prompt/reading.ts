/** A prompt with words that the pack's captions have in place of others. */

export interface Replacement {
  /** As the prompt has it. */
  readonly from: string
  readonly to: string
}

export interface Reading {
  readonly text: string
  /** In order of the prompt. */
  readonly replaced: Replacement[]
}
