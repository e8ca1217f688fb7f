/**
 * A small engine with real work to do: every code is the studio's own counter-based random number of (seed, layer,
 * position, draw), so the whole take is known in advance, whoever draws which token in whatever order. It answers
 * `generate` as the engine process does: known tokens are kept, the rest come in chunks, an abort ends it between chunks.
 */
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { uniformOf } from '../../src/shared/sampling/uniform.ts'
import type { EngineDescription, EngineParams, PromptReading, TakeResult } from '../../src/shared/contract/engine.ts'
import type { PackManifest } from '../../src/shared/model-pack.ts'
import type { PackReference } from '../../src/shared/storyboard/take.ts'
import type { CallOptions, EngineClient } from '../../src/main/engine/client.ts'

const sampling = { guidance: 3, temperature: 0.9, topK: 0, topP: 0.95 }
const graph = { file: 'none.onnx', bytes: 1, sha256: '0'.repeat(64), precision: 'none' }

/** Three layers: 16, 128 and 256 tokens. */
export const counterManifest: PackManifest = {
  formatVersion: 1, candidates: 1, id: 'counter', name: 'Counter', version: '1.0.0', licence: 'MIT', description: 'Counts instead of thinking.',
  clip: { frames: 64, framesPerSecond: 8, height: 32, width: 32 },
  layers: [
    { index: 3, name: 'Board', grid: [1, 4, 4], bits: 10, factors: [10], block: 1, scan: 'raster' },
    { index: 2, name: 'Layout', grid: [2, 8, 8], bits: 14, factors: [7, 7], block: 8, scan: 'raster' },
    { index: 0, name: 'Detail', grid: [4, 8, 8], bits: 18, factors: [9, 9], block: 8, scan: 'raster' }
  ],
  prompt: { length: 8, width: 8, tokenizer: 'tokenizer.json' },
  languageModel: {
    depth: 1, width: 8, keyValueHeads: 1, headWidth: 8, parameters: 1, hintSlots: 16, priors: [],
    codeRows: { null: 0, unconditional: 1, promptPad: 2, noHint: 3, layers: [[4], [5, 6], [7, 8]] }
  },
  mask: null, correction: { rounds: 0, step: 0 },
  graphs: { promptEncoder: graph, languageModel: graph, heads: [graph, graph, graph], links: [], upperDecoder: graph, baseDecoder: graph, encoder: graph },
  files: [], sampling: [sampling, sampling, sampling], quality: {}, golden: []
}

export const counterPack: PackReference = {
  id: counterManifest.id,
  version: counterManifest.version,
  hash: 'c'.repeat(64),
  layers: counterManifest.layers.map(({ index, name, grid, bits }) => ({ index, name, grid, bits }))
}

/** The code that the engine gives to a token. */
export function countedCode(seed: number, draw: number, layer: number, position: number, bits: number): number {
  return Math.floor(uniformOf({ seed, layerIndex: layer, position, draw, factor: 0 }) * 2 ** bits)
}

/** All codes of a layer of a take that was made in one go. */
export function countedLayer(seed: number, layer: number, draw = 0): number[] {
  const shape = counterPack.layers.find(({ index }) => index === layer)
  const [t = 0, h = 0, w = 0] = shape?.grid ?? []
  return Array.from({ length: t * h * w }, (_, position) => countedCode(seed, draw, layer, position, shape?.bits ?? 0))
}

/** Characters of a prompt that the engine reads. */
export const promptLength = 80

const readPrompt = (prompt: string): PromptReading => ({
  tokens: Math.min(prompt.length, promptLength), total: prompt.length, isCut: prompt.length > promptLength, replaced: [], read: prompt.slice(0, promptLength), ids: []
})

export interface CounterEngineOptions {
  /** Tokens handed out at once. */
  readonly chunk?: number
  /** Between two chunks. */
  readonly milliseconds?: number
  /** Called before every chunk; may throw, as a failing engine does. */
  readonly beforeChunk?: (layer: number, position: number) => void | Promise<void>
}

/** Makes the engine. */
export function createCounterEngine({ chunk = 16, milliseconds = 0, beforeChunk }: CounterEngineOptions = {}): Pick<EngineClient, 'call' | 'ready'> {
  const description: EngineDescription = {
    device: { provider: 'cpu', reason: 'it only counts', skipped: [], threads: 1 },
    folder: '', packHash: counterPack.hash, manifest: counterManifest, residentBytes: 0
  }
  const generate = async (params: EngineParams<'generate'>, { signal, onEvent }: CallOptions) => {
    const takes = params.takes.map((take) => ({ seed: take.seed, draw: take.draw ?? 0, tokens: structuredClone(take.tokens ?? {}) }))
    onEvent?.({ type: 'prompt', prompt: readPrompt(params.prompt) })
    const layers = counterManifest.layers.filter(({ index }) => index >= params.untilLayer)
    for (const { index, grid, bits } of layers) {
      for (const [number, take] of takes.entries()) {
        const codes = (take.tokens[String(index)] ??= Array.from<number>({ length: grid[0] * grid[1] * grid[2] }).fill(-1))
        const open = codes.flatMap((code, position) => (code < 0 ? [position] : []))
        for (let first = 0; first < open.length; first += chunk) {
          await (milliseconds > 0 ? wait(milliseconds) : nextTurn())
          if (signal?.aborted) return { status: 'cancelled' as const, takes }
          const positions = open.slice(first, first + chunk)
          await beforeChunk?.(index, positions[0] ?? 0)
          for (const position of positions) codes[position] = countedCode(take.seed, take.draw, index, position, bits)
          const done = codes.filter((code) => code >= 0).length
          onEvent?.({
            type: 'tokens', take: number, layer: index, positions, codes: positions.map((position) => codes[position] ?? 0), done, total: codes.length
          })
        }
        if (open.length > 0) onEvent?.({ type: 'layer', take: number, layer: index, seconds: 0 })
      }
    }
    return { status: 'done' as const, takes }
  }
  const call = async (method: string, params: unknown, options: CallOptions = {}): Promise<unknown> => {
    if (method !== 'generate') throw new Error(`the counter engine cannot ${method}`)
    const { status, takes } = await generate(params as EngineParams<'generate'>, options)
    const results: TakeResult[] = takes.map(({ seed, draw, tokens }) => ({
      seed, draw, tokens, masked: null, sampledShare: 1, logLikelihood: 0
    }))
    return { status, takes: results, prompt: readPrompt((params as EngineParams<'generate'>).prompt), seconds: { prompt: 0, layers: {}, total: 0 } }
  }
  return { call: call as EngineClient['call'], ready: () => Promise.resolve(description) }
}
