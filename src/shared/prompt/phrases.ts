/**
 * Noun phrases that a pack's captions lack → nouns that they have, as prompts are read (`docs/model-pack-format.md`,
 * "Phrases that captions lack"). `training/hitvideo/prompt/phrases.py` does the same.
 */
import { z } from 'zod'
import type { Reading, Replacement } from './reading.ts'
import { Thesaurus, thesaurusSchema } from './thesaurus.ts'
import { findWords, type Word } from './words.ts'

/** A pack's file, but for the vectors. */
export const phraseTableSchema = z.strictObject({
  /** A noun → all phrases of captions that it stands for. */
  groups: z.record(z.string().min(1), z.array(z.string().min(1)).min(1)),
  /** A noun → what its phrases mean, `word: definition`. */
  definitions: z.record(z.string().min(1), z.array(z.string().min(1))).default({}),
  /** What is added to a phrase's similarity to a definition: it is less like any than like another phrase. */
  headStart: z.number().min(0).max(1).default(0),
  /** Phrases of captions that are no things. */
  others: z.array(z.string().min(1)).min(1),
  /** What things do. */
  verbs: z.array(z.string().min(1)),
  /** What stands for forms of other verbs that are nouns elsewhere, like `springs`: of those directly after one of `subjects`. */
  verbForms: thesaurusSchema.default({}),
  /** What stands for nouns that are more often verbs or adjectives, like `husky`: of those alone between an article and a break. */
  loneNouns: thesaurusSchema.default({}),
  /** Words that end what does something. */
  subjects: z.array(z.string().min(1)).default([]),
  /** Words for those who are not to be read as animals or things. */
  people: z.array(z.string().min(1)),
  /** Words that no phrase goes across, as it goes across no verb. */
  breaks: z.array(z.string().min(1)),
  /** Similarity to the nearest group that a phrase must have, and how much more than to the next. */
  least: z.number().min(0).max(1),
  margin: z.number().min(0).max(1)
}).refine(({ groups, definitions }) => Object.keys(definitions).every((noun) => Object.hasOwn(groups, noun)), {
  path: ['definitions'],
  error: 'has a noun that is no group'
})

export type PhraseTable = z.infer<typeof phraseTableSchema>

/** Text → unit vector. */
export type Embed = (text: string) => Promise<Float32Array>

interface Span {
  readonly start: number
  readonly end: number
  /** In lower case. */
  readonly text: string
}

/** All words between two breaks. */
interface Run {
  readonly words: readonly Word[]
  /** Whether the first of the breaks is an article. */
  readonly hasArticle: boolean
}

/** A span, and the noun that stands for it. */
interface Found extends Span {
  readonly to: string
}

/** A span as it is compared. */
interface Worded extends Span {
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
const articles = new Set(['a ', 'an ', 'the '])
/** Of a vector's elements as the file holds them. */
const scale = 127

/** How many vectors belong to a table. */
export const countPhraseRows = ({ groups, others, people, definitions }: PhraseTable): number =>
  [...Object.values(groups).flat(), ...others, ...people, ...Object.values(definitions).flat()].length

export class Phrases {
  private readonly table: PhraseTable
  private readonly vectors: Int8Array
  private readonly nouns: readonly string[]
  /** For each row of the vectors the number of its group; the others and people together are one more. */
  private readonly groupOf: readonly number[]
  /** From this row on they are of definitions. */
  private readonly firstDefinition: number
  private readonly oneWordNouns: ReadonlySet<string>
  private readonly verbForms: Thesaurus
  private readonly loneNouns: Thesaurus
  private readonly subjects: ReadonlySet<string>
  private readonly breaks: ReadonlySet<string>
  private readonly people: ReadonlySet<string>
  /** Captions' phrases, as words with one space between. */
  private readonly known: ReadonlySet<string>
  private readonly longestKnown: number
  private readonly said: string

  /** @param vectors `[phrases of groups, others, people, definitions; prompt width]`, unit length times 127 */
  constructor(table: PhraseTable, vectors: Int8Array) {
    const { groups, others, verbs, people, breaks, definitions } = table
    const things = Object.values(groups)
    const numberOf = new Map(Object.keys(groups).map((noun, group) => [noun, group]))
    this.table = table
    this.vectors = vectors
    this.nouns = Object.keys(groups)
    this.groupOf = [
      ...things.flatMap((phrases, group) => phrases.map(() => group)),
      ...[...others, ...people].map(() => this.nouns.length),
      ...Object.entries(definitions).flatMap(([noun, texts]) => texts.map(() => numberOf.get(noun)!))
    ]
    this.firstDefinition = countPhraseRows({ ...table, definitions: {} })
    this.oneWordNouns = new Set(things.flat().filter((phrase) => !phrase.includes(' ')))
    this.verbForms = new Thesaurus(table.verbForms)
    this.loneNouns = new Thesaurus(table.loneNouns)
    this.subjects = new Set(table.subjects)
    this.breaks = new Set([...breaks, ...verbs.map((verb) => verb.split(' ')[0]!)])
    this.people = new Set(people)
    const known = [...things.flat(), ...others, ...verbs].map((phrase) => findWords(phrase).map(({ text }) => text).join(' '))
    this.known = new Set(known)
    this.longestKnown = Math.max(...known.map((phrase) => phrase.split(' ').length))
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
    for (const run of this.findRuns(prompt, most)) {
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

  /** The words between breaks, with one space between. */
  private findRuns(prompt: string, most: number): Run[] {
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
  private spansOf(words: readonly Word[]): Span[] {
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

  /** The span that is most surely a thing of captions; null where none is. */
  private async nearest(spans: readonly Worded[], embed: Embed): Promise<Nearest | null> {
    let best: Nearest | null = null
    for (const span of spans) {
      const found = this.place(await embed(`a ${span.wording}`))
      if (found && found.similarity > (best?.similarity ?? 0)) best = { ...span, ...found }
    }
    return best
  }

  /** Whether a span names the thing already. */
  private names({ wording, group }: Nearest): boolean {
    return this.table.groups[this.nouns[group]!]!.some((phrase) => ` ${wording} `.includes(` ${phrase} `))
  }

  /** The group of a vector; null where it is near none, near two, or nearest to what is no thing. */
  private place(vector: Float32Array): { group: number; similarity: number } | null {
    const near = new Float32Array(this.nouns.length + 1).fill(-1)
    for (const [row, group] of this.groupOf.entries()) {
      let product = 0
      for (let i = 0; i < vector.length; i += 1) product += vector[i]! * this.vectors[row * vector.length + i]!
      const headStart = row < this.firstDefinition ? 0 : this.table.headStart
      near[group] = Math.max(near[group]!, product / scale + headStart)
    }
    const similarity = Math.max(...near)
    const group = near.indexOf(similarity)
    const next = Math.max(...near.filter((_, other) => other !== group))
    const isSure = group < this.nouns.length && similarity >= this.table.least && similarity - next >= this.table.margin
    return isSure ? { group, similarity } : null
  }
}

const isInside = ({ at, to }: Replacement, { start, end }: Pick<Span, 'start' | 'end'>): boolean => at >= start && at + to.length <= end

/** What the prompt said in a span of what the thesaurus read. */
function saidIn(span: Pick<Span, 'start' | 'end'>, read: string, words: readonly Replacement[]): string {
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
function wordingOf(span: Span, read: string, words: readonly Replacement[]): string {
  return words.some(({ at }) => at === span.start) ? span.text : saidIn(span, read, words).toLowerCase()
}
