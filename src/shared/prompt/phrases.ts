/**
 * Noun phrases that a pack's captions lack → nouns that they have, as prompts are read (`docs/model-pack-format.md`,
 * "Phrases that captions lack"). `training/hitvideo/prompt/phrases.py` does the same.
 */
import type { PhraseTable } from './phrase-table.ts'
import { PhraseVectors } from './phrase-vectors.ts'
import type { Reading, Replacement } from './reading.ts'
import { RunFinder, type Run } from './runs.ts'
import { Thesaurus } from './thesaurus.ts'
import { findWords, type Word } from './words.ts'

/** Text → unit vector. */
export type Embed = (text: string) => Promise<Float32Array>

/** Words, and the noun that stands for them. */
interface Found extends Word {
  readonly to: string
}

/** Words as they are compared. */
interface Worded extends Word {
  readonly wording: string
}

interface Nearest extends Worded {
  readonly similarity: number
  readonly group: number
}

/** Words of a phrase that is replaced. */
const longest = 3
/** Of `string` the part before is no verb. */
const participle = /[aeiouy][a-z]*ing$/

export class Phrases {
  private readonly table: PhraseTable
  private readonly vectors: PhraseVectors
  private readonly runs: RunFinder
  private readonly nouns: readonly string[]
  private readonly oneWordNouns: ReadonlySet<string>
  private readonly verbForms: Thesaurus
  private readonly loneNouns: Thesaurus
  private readonly subjects: ReadonlySet<string>
  private readonly people: ReadonlySet<string>
  /** Captions' phrases, as words with one space between. */
  private readonly said: string

  /** @param vectors `[phrases of groups, others, people, definitions; prompt width]`, unit length times 127 */
  constructor(table: PhraseTable, vectors: Int8Array) {
    const { groups, others, verbs, people, breaks } = table
    const things = Object.values(groups).flat()
    const known = [...things, ...others, ...verbs].map((phrase) => findWords(phrase).map(({ text }) => text).join(' '))
    this.table = table
    this.vectors = new PhraseVectors(table, vectors)
    this.runs = new RunFinder(new Set([...breaks, ...verbs.map((verb) => verb.split(' ')[0]!)]), new Set(known))
    this.nouns = Object.keys(groups)
    this.oneWordNouns = new Set(things.filter((phrase) => !phrase.includes(' ')))
    this.verbForms = new Thesaurus(table.verbForms)
    this.loneNouns = new Thesaurus(table.loneNouns)
    this.subjects = new Set(table.subjects)
    this.people = new Set(people)
    this.said = ` ${known.join(' / ')} `
  }

  /**
   * Replaces lone nouns and each phrase that is near enough to one group alone, of a long prompt among its first words; then verbs
   * after subjects. What was replaced before stays told, unless it is part of a phrase.
   */
  async read({ text: prompt, replaced: words }: Reading, most: number, embed: Embed): Promise<Reading> {
    const replaced: Replacement[] = []
    let told = words
    let text = ''
    let end = 0
    for (const run of this.runs.find(prompt, most)) {
      const found = this.findLoneNoun(run) ?? (await this.findPhrase(run, prompt, words, embed))
      if (!found) continue
      text += prompt.slice(end, found.start)
      replaced.push({ from: saidIn(found, prompt, words), to: found.to, at: text.length })
      told = told.filter((word) => !isInside(word, found))
      text += found.to
      end = found.end
    }
    const verbs = this.verbForms.read(text + prompt.slice(end), this.subjects)
    return { text: verbs.text, replaced: [...told, ...replaced, ...verbs.replaced] }
  }

  private findLoneNoun({ words: [word, ...more], hasArticle }: Run): Found | null {
    const to = hasArticle && more.length === 0 && this.loneNouns.read(word!.text).replaced[0]?.to
    return to ? { ...word!, to } : null
  }

  /** What a run begins with, if that is near enough to one group alone and does not name it. */
  private async findPhrase({ words }: Run, prompt: string, replaced: readonly Replacement[], embed: Embed): Promise<Found | null> {
    const asRead = this.spansOf(words).map((span) => ({ ...span, wording: span.text }))
    const asSaid = asRead
      .map((span) => ({ ...span, wording: wordingOf(span, prompt, replaced) }))
      .filter(({ text, wording }) => wording !== text)
    const found = (await this.nearest(asSaid, embed)) ?? (await this.nearest(asRead, embed))
    return found && !this.names(found) ? { ...found, to: this.nouns[found.group]! } : null
  }

  /** What a run of words may begin with: at least all up to the first noun of captions; shortest first. */
  private spansOf(words: readonly Word[]): Word[] {
    const noun = words.findIndex(({ text }) => this.oneWordNouns.has(text))
    const spans = words.slice(0, longest).map(({ end }, last) => {
      const text = words.slice(0, last + 1).map((word) => word.text).join(' ')
      return { start: words[0]!.start, end, text }
    })
    return spans.slice(Math.max(noun, 0)).filter(({ text }) => this.mayBePhrase(text))
  }

  /** Not part of a caption's phrase, nobody, and not a participle alone. */
  private mayBePhrase(text: string): boolean {
    const words = text.split(' ')
    const isParticiple = words.length === 1 && participle.test(text)
    return !isParticiple && !this.said.includes(` ${text} `) && !words.some((word) => this.people.has(word))
  }

  /** The span that is most surely a thing of captions; null where none is. */
  private async nearest(spans: readonly Worded[], embed: Embed): Promise<Nearest | null> {
    let best: Nearest | null = null
    for (const span of spans) {
      const found = this.vectors.place(await embed(`a ${span.wording}`))
      if (found && found.similarity > (best?.similarity ?? 0)) best = { ...span, ...found }
    }
    return best
  }

  /** Whether a span names the thing already. */
  private names({ wording, group }: Nearest): boolean {
    return this.table.groups[this.nouns[group]!]!.some((phrase) => ` ${wording} `.includes(` ${phrase} `))
  }

}

const isInside = ({ at, to }: Replacement, { start, end }: Pick<Word, 'start' | 'end'>): boolean => at >= start && at + to.length <= end

/** What the prompt said in a span of what the thesaurus read. */
function saidIn(span: Pick<Word, 'start' | 'end'>, read: string, words: readonly Replacement[]): string {
  let said = ''
  let from = span.start
  for (const word of words.filter((each) => isInside(each, span))) {
    said += read.slice(from, word.at) + word.from
    from = word.at + word.to.length
  }
  return said + read.slice(from, span.end)
}

/**
 * What a span is compared by first: what the prompt said, `sweet pastry ring` and not `sweet cake ring`. What begins with a
 * replaced word stays as it was read: the word is the thing, and what follows may be what it does.
 */
function wordingOf(span: Word, read: string, words: readonly Replacement[]): string {
  return words.some(({ at }) => at === span.start) ? span.text : saidIn(span, read, words).toLowerCase()
}
