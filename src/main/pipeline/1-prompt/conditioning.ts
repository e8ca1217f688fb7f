/** What every row of the language model is conditioned on: the prompt, and what guidance moves away from. */
import type { PromptReading } from '../../../shared/contract/engine.ts'
import type { SequenceStart } from '../../inference/sequence.ts'
import type { PromptReader } from './prompt-reader.ts'

export interface Conditioning extends Pick<SequenceStart, 'prompt' | 'unconditional'> {
  readonly reading: PromptReading
}

/**
 * Reads and embeds a request's prompts.
 * @param guidances of the layers to run: where all are 1 there are no unconditional rows
 */
export async function conditionOn(
  reader: PromptReader,
  request: { readonly prompt: string; readonly negativePrompt: string },
  guidances: readonly number[]
): Promise<Conditioning> {
  const reading = await reader.read(request.prompt)
  const prompt = await reader.embed(reading)
  const isGuided = guidances.some((guidance) => guidance !== 1)
  if (!isGuided) return { reading, prompt, unconditional: null }
  if (request.negativePrompt.trim() === '') return { reading, prompt, unconditional: 'learned' }
  const negative = await reader.read(request.negativePrompt, 'negativePrompt')
  return { reading, prompt, unconditional: await reader.embed(negative) }
}
