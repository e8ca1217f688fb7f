/** Prompt → words that the pack knows → word pieces → embedding. */
import { Tokenizer } from '@huggingface/tokenizers'
import type { PromptReading } from '../../../shared/contract/engine.ts'
import { InvalidInputError, PackError } from '../../../shared/errors.ts'
import { fitArticles } from '../../../shared/prompt/articles.ts'
import type { Reading } from '../../../shared/prompt/reading.ts'
import type { OpenPack } from '../../inference/open-pack.ts'
import type { PromptEmbedding } from '../../inference/sequence.ts'
import { floatsOf, indexTensor } from '../../inference/tensors.ts'

/** Embeddings kept: re-rolls and edits ask for the same few prompts again and again. */
const keptEmbeddings = 64

export class PromptReader {
  private readonly pack: OpenPack
  private readonly tokenizer: Tokenizer
  private readonly embeddings = new Map<string, PromptEmbedding>()

  /** @throws PackError if the pack's tokenizer cannot be read */
  constructor(pack: OpenPack) {
    this.pack = pack
    try {
      this.tokenizer = new Tokenizer(JSON.parse(pack.tokenizer), {})
    } catch (error) {
      throw new PackError(
        {
          operation: 'read the pack',
          reason: `${pack.manifest.prompt.tokenizer} is not a tokenizer`,
          remedy: 'Install the pack again, or name another one',
          field: 'prompt.tokenizer'
        },
        { cause: error }
      )
    }
  }

  /**
   * Puts words that the pack knows in place of others, splits the prompt into word pieces and cuts them to the pack's
   * length, the closing special one kept.
   * @throws InvalidInputError for a blank prompt
   */
  async read(prompt: string, field = 'prompt'): Promise<PromptReading> {
    if (prompt.trim() === '') {
      throw new InvalidInputError({
        operation: 'read the prompt',
        reason: 'the prompt is empty',
        remedy: 'Say in a few words what the clip shows',
        field
      })
    }
    const { text, replaced } = await this.inKnownWords(prompt)
    const { ids, total, isCut } = this.split(text)
    const read = this.tokenizer.decode(ids, { skip_special_tokens: true })
    return { tokens: ids.length, total, isCut, replaced, read, ids }
  }

  /** Embedding `[P, promptWidth]` of a prompt that was read. */
  async embed({ ids }: Pick<PromptReading, 'ids'>): Promise<PromptEmbedding> {
    const key = ids.join(' ')
    const known = this.embeddings.get(key)
    if (known) return known
    const { length } = this.pack.manifest.prompt
    const input = new Int32Array(length)
    const mask = new Int32Array(length)
    input.set(ids)
    mask.fill(1, 0, ids.length)
    const outputs = await this.pack.graphs.promptEncoder.run(
      { input_ids: indexTensor(input, [1, length]), attention_mask: indexTensor(mask, [1, length]) },
      ['embeddings']
    )
    const embedding = { values: floatsOf(outputs, 'embeddings'), length: ids.length }
    const oldest = this.embeddings.keys().next()
    if (this.embeddings.size >= keptEmbeddings && !oldest.done) this.embeddings.delete(oldest.value)
    this.embeddings.set(key, embedding)
    return embedding
  }

  /** Words and then phrases replaced that the pack's captions lack, and articles with them. */
  private async inKnownWords(prompt: string): Promise<Reading> {
    const words = this.pack.thesaurus.read(prompt)
    const phrases = await this.pack.phrases?.read(words, this.pack.manifest.prompt.length, (text) => this.embedSentence(text))
    const { text, replaced } = phrases ?? words
    return { text: replaced.length > 0 ? fitArticles(text) : text, replaced }
  }

  private split(text: string): Pick<PromptReading, 'ids' | 'total' | 'isCut'> {
    const { length } = this.pack.manifest.prompt
    const all = this.tokenizer.encode(text).ids
    const isCut = all.length > length
    return { ids: isCut ? [...all.slice(0, length - 1), all[all.length - 1]!] : all, total: all.length, isCut }
  }

  /** Mean over the word pieces, unit length `[promptWidth]`. */
  private async embedSentence(text: string): Promise<Float32Array> {
    const { values, length } = await this.embed(this.split(text))
    const { width } = this.pack.manifest.prompt
    const sum = new Float32Array(width)
    for (const [i, value] of values.subarray(0, length * width).entries()) sum[i % width]! += value
    const norm = Math.hypot(...sum)
    return sum.map((value) => value / norm)
  }
}
