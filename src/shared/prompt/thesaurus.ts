/**
 * Words that a pack's captions lack → words that they have, as prompts are read (`docs/model-pack-format.md`, "Words that
 * captions lack"). `training/hitvideo/prompt/thesaurus.py` does the same.
 */
import { z } from 'zod'
import type { Reading, Replacement } from './reading.ts'
import { findWords, type Word } from './words.ts'

/** A pack's file: words in lower case, one space between them, by what stands for them. */
export const thesaurusSchema = z.record(z.string().min(1), z.array(z.string().min(1)))

export type ThesaurusGroups = z.infer<typeof thesaurusSchema>

/** Words of an entry at most. */
const longest = 3

export class Thesaurus {
  private readonly entries: ReadonlyMap<string, string>

  constructor(groups: ThesaurusGroups) {
    this.entries = new Map(Object.entries(groups).flatMap(([to, words]) => words.map((from) => [from, to])))
  }

  /** Replaces each longest run of words that has an entry, from the left; of those `after` a word alone if such words are given. */
  read(prompt: string, after?: ReadonlySet<string>): Reading {
    const words = findWords(prompt)
    const mayBegin = (at: number) => !after || (at > 0 && follows(prompt, words[at - 1]!, words[at]!, after))
    const replaced: Replacement[] = []
    let text = ''
    let end = 0
    for (let at = 0; at < words.length; ) {
      const start = words[at]!.start
      const run = mayBegin(at) ? this.longestRun(prompt, words.slice(at, at + longest)) : null
      if (run) {
        text += prompt.slice(end, start)
        replaced.push({ from: run.from, to: run.to, at: text.length })
        text += run.to
        end = start + run.from.length
      }
      at += run?.count ?? 1
    }
    return { text: text + prompt.slice(end), replaced }
  }

  /** The most of these words, from the first one on, that have an entry together. */
  private longestRun(prompt: string, words: readonly { start: number; end: number }[]): { from: string; to: string; count: number } | null {
    for (let count = words.length; count > 0; count -= 1) {
      const from = prompt.slice(words[0]!.start, words[count - 1]!.end)
      const to = this.entries.get(from.toLowerCase())
      if (to !== undefined) return { from, to, count }
    }
    return null
  }
}

/** Whether a word stands directly after another that is one of `after`. */
const follows = (prompt: string, before: Word, word: Word, after: ReadonlySet<string>): boolean =>
  after.has(before.text) && prompt.slice(before.end, word.start) === ' '
