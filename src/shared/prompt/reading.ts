/** A prompt with words that the pack's captions have in place of others. */

export interface Replacement {
  /** As the prompt has it. */
  readonly from: string
  readonly to: string
  /** Where `to` begins in the text that was read then. */
  readonly at: number
}

export interface Reading {
  readonly text: string
  /** Words, then lone nouns and phrases, then verbs after subjects, each in order of the prompt. */
  readonly replaced: Replacement[]
}
