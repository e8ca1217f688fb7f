/** What a phrase is most like: vectors of captions' phrases and of what they mean. */
import { countPhraseRows, type PhraseTable } from './phrase-table.ts'

/** Of a vector's elements as the file holds them. */
const scale = 127

export class PhraseVectors {
  private readonly vectors: Int8Array
  /** For each row of the vectors the number of its group; the others and people together are one more. */
  private readonly groupOf: readonly number[]
  private readonly groups: number
  /** From this row on they are of definitions. */
  private readonly firstDefinition: number
  private readonly limits: Pick<PhraseTable, 'least' | 'margin' | 'headStart'>

  /** @param vectors `[phrases of groups, others, people, definitions; prompt width]`, unit length times 127 */
  constructor(table: PhraseTable, vectors: Int8Array) {
    const { groups, others, people, definitions } = table
    const numberOf = new Map(Object.keys(groups).map((noun, group) => [noun, group]))
    this.vectors = vectors
    this.groups = numberOf.size
    this.groupOf = [
      ...Object.values(groups).flatMap((phrases, group) => phrases.map(() => group)),
      ...[...others, ...people].map(() => this.groups),
      ...Object.entries(definitions).flatMap(([noun, texts]) => texts.map(() => numberOf.get(noun)!))
    ]
    this.firstDefinition = countPhraseRows({ ...table, definitions: {} })
    this.limits = table
  }

  /** The group of a vector; null where it is near none, near two, or nearest to what is no thing. */
  place(vector: Float32Array): { group: number; similarity: number } | null {
    const near = new Float32Array(this.groups + 1).fill(-1)
    for (const [row, group] of this.groupOf.entries()) {
      let product = 0
      for (let i = 0; i < vector.length; i += 1) product += vector[i]! * this.vectors[row * vector.length + i]!
      const headStart = row < this.firstDefinition ? 0 : this.limits.headStart
      near[group] = Math.max(near[group]!, product / scale + headStart)
    }
    const similarity = Math.max(...near)
    const group = near.indexOf(similarity)
    const next = Math.max(...near.filter((_, other) => other !== group))
    const isSure = group < this.groups && similarity >= this.limits.least && similarity - next >= this.limits.margin
    return isSure ? { group, similarity } : null
  }
}
