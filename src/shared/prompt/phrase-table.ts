/** What a pack says of its captions' phrases (`docs/model-pack-format.md`, "Phrases that captions lack"). */
import { z } from 'zod'
import { thesaurusSchema } from './thesaurus.ts'

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

/** How many vectors belong to a table. */
export const countPhraseRows = ({ groups, others, people, definitions }: PhraseTable): number =>
  [...Object.values(groups).flat(), ...others, ...people, ...Object.values(definitions).flat()].length
