/** The engine's methods on one open pack. It knows nothing of processes or messages. */
import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import type {
  EngineMethod,
  EngineRequest,
  EngineResults,
  TokensByLayer
} from '../../shared/contract/engine.ts'
import { engineSchemas } from '../../shared/contract/engine.ts'
import { FileError, InvalidInputError, checkInput } from '../../shared/errors.ts'
import { packBits } from '../../shared/tokens/bit-set.ts'
import { checkTokens, type TokenParts } from '../../shared/tokens/check-tokens.ts'
import { countCells } from '../../shared/tokens/layout.ts'
import { sampledShare } from '../../shared/tokens/mask.ts'
import type { OpenPack } from '../inference/open-pack.ts'
import { conditionOn } from '../pipeline/1-prompt/conditioning.ts'
import { PromptReader } from '../pipeline/1-prompt/prompt-reader.ts'
import { findAlternatives } from '../pipeline/2-board/alternatives.ts'
import { scoreTokens } from '../pipeline/3-densify/score-tokens.ts'
import { startTake, type WorkingTake } from '../pipeline/3-densify/working-take.ts'
import { predictMask } from '../pipeline/4-decode/upper-context.ts'
import { encodeVideo } from '../pipeline/4-decode/video-encoder.ts'
import { findOrder, generate } from '../pipeline/generate.ts'
import type { CallHooks } from './call-hooks.ts'
import { writeFrames, writeThumbnails } from './frame-files.ts'

type Implementations = {
  readonly [Method in EngineMethod]: (
    request: EngineRequest<Method>,
    hooks: CallHooks
  ) => Promise<EngineResults[Method]>
}

/**
 * Parses the parameters of a method.
 * @throws InvalidInputError naming the first fields at fault
 */
export function parseRequest<Method extends EngineMethod>(method: Method, params: unknown): EngineRequest<Method> {
  const schema: z.ZodType<EngineRequest<Method>> | undefined = Object.hasOwn(engineSchemas, method)
    ? (engineSchemas[method] as unknown as z.ZodType<EngineRequest<Method>>)
    : undefined
  if (!schema) {
    throw new InvalidInputError({
      operation: 'call the engine',
      reason: 'it has no such method',
      remedy: `Call one of ${Object.keys(engineSchemas).join(', ')}`,
      field: 'method'
    })
  }
  const checked = checkInput(schema, params)
  if (checked.ok) return checked.value
  const { reason, field } = checked
  throw new InvalidInputError({ operation: `call ${method}`, reason, remedy: 'Correct the request', field })
}

export class StudioEngine {
  private readonly pack: OpenPack
  private readonly reader: PromptReader
  private readonly methods: Implementations

  /** @throws PackError if the tokenizer cannot be read */
  constructor(pack: OpenPack) {
    this.pack = pack
    this.reader = new PromptReader(pack)
    this.methods = {
      describe: () => this.describe(),
      encodePrompt: ({ prompt }) => this.reader.read(prompt),
      generate: (request, hooks) => generate(pack, this.reader, request, hooks),
      score: (request) => this.score(request),
      alternatives: (request) => this.findAlternatives(request),
      predictMask: (request) => this.predictMask(request),
      encode: (request) => this.encode(request),
      decode: (request, hooks) => this.decode(request, hooks)
    }
  }

  /** Parses and runs one call. */
  async call<Method extends EngineMethod>(
    method: Method,
    params: unknown,
    hooks: CallHooks
  ): Promise<EngineResults[Method]> {
    const request = parseRequest(method, params)
    return this.methods[method](request, hooks)
  }

  private async describe(): Promise<EngineResults['describe']> {
    const { device, folder, hash, manifest } = this.pack
    return { device, folder, packHash: hash, manifest, residentBytes: process.memoryUsage().rss }
  }

  private async score(request: EngineRequest<'score'>): Promise<EngineResults['score']> {
    const take = this.takeIn(request)
    const conditioning = await conditionOn(this.reader, request, [request.guidance])
    return scoreTokens(this.pack, conditioning, take, request.guidance)
  }

  private async findAlternatives(request: EngineRequest<'alternatives'>): Promise<EngineResults['alternatives']> {
    const { layers, clip } = this.pack.manifest
    const take = this.takeIn(request)
    const order = findOrder(this.pack.manifest, request.layer, 'layer')
    const { position, guidance, count, thumbnailFrame } = request
    requireBelow('position', position, countCells(layers[order]!.grid))
    if (thumbnailFrame !== null) requireBelow('thumbnailFrame', thumbnailFrame, clip.frames)
    const conditioning = await conditionOn(this.reader, request, [guidance])
    const answer = await findAlternatives(this.pack, conditioning, { take, order, position, count, guidance })
    const clips = answer.alternatives.map(({ code }) => ({
      ...request.tokens,
      [request.layer]: take.codes[order]!.with(position, code)
    }))
    const thumbnails =
      thumbnailFrame === null
        ? null
        : await writeThumbnails(this.pack, {
            clips,
            masked: take.mask,
            layers: order + 1,
            frame: thumbnailFrame,
            file: request.file
          })
    return { layer: request.layer, position, ...answer, thumbnails }
  }

  private async predictMask(request: EngineRequest<'predictMask'>): Promise<EngineResults['predictMask']> {
    const { mask: rule, layers } = this.pack.manifest
    const take = this.takeIn({ ...request, masked: null })
    if (!rule) return { masked: null, sampledShare: 1 }
    requireComplete(layers.slice(0, -1), request.tokens)
    const locked = take.locked[layers.length - 1]!
    const mask = await predictMask(this.pack, rule, request.tokens, (position) => locked[position] === 1)
    return { masked: packBits(mask), sampledShare: sampledShare(mask) }
  }

  private async encode({ file, measure }: EngineRequest<'encode'>): Promise<EngineResults['encode']> {
    const frames = await readFile(file).catch((error: unknown) => {
      throw new FileError(
        {
          operation: 'encode a video',
          reason: 'its frames cannot be read',
          remedy: 'Import the video again',
          field: 'file'
        },
        { cause: error }
      )
    })
    return encodeVideo(this.pack, frames, measure)
  }

  private async decode(request: EngineRequest<'decode'>, hooks: CallHooks): Promise<EngineResults['decode']> {
    const { layers, clip } = this.pack.manifest
    const take = this.takeIn({ ...request, locked: {} })
    requireBelow('layers', request.layers - 1, layers.length)
    requireBelow('toFrame', request.toFrame - 1, clip.frames)
    requireBelow('fromFrame', request.fromFrame, request.toFrame)
    requireComplete(layers.slice(0, Math.min(request.layers, layers.length - 1)), request.tokens)
    return writeFrames(this.pack, { ...request, masked: take.mask }, hooks)
  }

  private takeIn(
    request: TokenParts & { readonly tokens: TokensByLayer; readonly locked: Record<string, number[]> }
  ): WorkingTake {
    const { layers, mask } = this.pack.manifest
    checkTokens(layers, mask, request)
    const { tokens, locked, masked } = request
    return startTake(this.pack.manifest, { seed: 0, draw: 0, tokens, locked, masked }, 0)
  }
}

function requireBelow(field: string, value: number, end: number): void {
  if (value < end) return
  throw new InvalidInputError({
    operation: 'read the request',
    reason: `${field} is out of range`,
    remedy: `The largest is ${field === 'layers' || field === 'toFrame' ? end : end - 1}`,
    field
  })
}

function requireComplete(layers: readonly { readonly index: number }[], tokens: TokensByLayer): void {
  for (const { index } of layers) {
    if (tokens[index] && !tokens[index].includes(-1)) continue
    throw new InvalidInputError({
      operation: 'read the tokens',
      reason: `layer ${index} is missing or has cells without a code`,
      remedy: 'Generate it first, or ask for fewer layers',
      field: `tokens.${index}`
    })
  }
}
