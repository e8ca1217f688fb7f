/** The words of a prompt, as thesaurus and phrases look at them. */

/** Several words side by side may be one. */
export interface Word {
  readonly start: number
  readonly end: number
  /** In lower case. */
  readonly text: string
}

const word = /[a-z]+(?:['-][a-z]+)*/gi

export const findWords = (prompt: string): Word[] =>
  [...prompt.matchAll(word)].map(({ 0: text, index }) => ({ start: index, end: index + text.length, text: text.toLowerCase() }))
