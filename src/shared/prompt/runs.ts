/** A prompt → its runs, which phrases may begin: words between those that belong to none. `training/hitvideo/prompt/runs.py` does the same. */
import { findWords, type Word } from './words.ts'

/** All words between two breaks. */
export interface Run {
  readonly words: readonly Word[]
  /** Whether the first of the breaks is an article. */
  readonly hasArticle: boolean
}

const articles = new Set(['a ', 'an ', 'the '])

export class RunFinder {
  private readonly breaks: ReadonlySet<string>
  private readonly known: ReadonlySet<string>
  private readonly longestKnown: number

  /**
   * @param breaks words that no phrase goes across
   * @param known captions' phrases, as words with one space between; those of several words are broken at, too
   */
  constructor(breaks: ReadonlySet<string>, known: ReadonlySet<string>) {
    this.breaks = breaks
    this.known = known
    this.longestKnown = Math.max(...[...known].map((phrase) => phrase.split(' ').length))
  }

  /** Of the first `most` words, with one space between. */
  find(prompt: string, most: number): Run[] {
    const words = findWords(prompt).slice(0, most)
    const isClosed = this.findClosed(words.map(({ text }) => text))
    const runs: Word[][] = [[]]
    for (const [at, word] of words.entries()) {
      const before = words[at - 1]
      if (isClosed[at] || (before && prompt.slice(before.end, word.start) !== ' ')) runs.push([])
      if (isClosed[at]) runs.push([])
      else runs.at(-1)!.push(word)
    }
    return runs.filter((run) => run.length > 0).map((run) => {
      const before = words[words.indexOf(run[0]!) - 1]
      const hasArticle = before !== undefined && articles.has(prompt.slice(before.start, run[0]!.start).toLowerCase())
      return { words: run, hasArticle }
    })
  }

  /** Which words belong to no phrase: breaks, and those of captions' phrases of several words. */
  private findClosed(words: readonly string[]): boolean[] {
    const closed = words.map((word) => this.breaks.has(word))
    for (let at = 0; at < words.length; at += 1) {
      for (let count = 2; count <= Math.min(this.longestKnown, words.length - at); count += 1) {
        if (this.known.has(words.slice(at, at + count).join(' '))) closed.fill(true, at, at + count)
      }
    }
    return closed
  }
}
