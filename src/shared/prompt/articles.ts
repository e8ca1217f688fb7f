/**
 * `a` and `an` as captions have them, where other words stand behind them now. `training/hitvideo/prompt/articles.py` does
 * the same.
 */

const article = /\b(a)n? (?=([a-z]+))/gi
/** By its letters: of the exceptions those that prompts are likely to have. */
const soundsVowel = /^(?!uni|ufo|us[aeiu]|eu|one$|once$)[aeiou]/i

/** `an dog` → `a dog`. */
export const fitArticles = (text: string): string => text.replace(article, (_, a: string, next: string) => `${a}${soundsVowel.test(next) ? 'n' : ''} `)
