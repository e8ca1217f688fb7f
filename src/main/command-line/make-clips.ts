/** Prompt → tokens → frames → MP4s, for the command line. */
import { randomInt, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Device, EngineDescription, EngineParams, GenerateResult } from '../../shared/contract/engine.ts'
import { InvalidInputError } from '../../shared/errors.ts'
import type { EngineClient } from '../engine/client.ts'
import { writeMp4 } from '../pipeline/5-export/write-mp4.ts'
import type { GenerateOptions } from './options.ts'
import { Progress, type ProgressSink } from './progress.ts'
import { checkTargets, nameAfterPrompt, numberTargets } from './targets.ts'

/** What `--json` prints. */
export interface ClipReport {
  readonly prompt: { readonly text: string; readonly isCut: boolean; readonly read: string }
  readonly pack: { readonly id: string; readonly version: string; readonly hash: string }
  readonly device: Device
  readonly takes: {
    readonly file: string
    readonly seed: number
    /** Tokens by layer name. */
    readonly tokens: Record<string, number>
    /** Share of the last layer that was sampled; null where it was not reached. */
    readonly sampledShare: number | null
    readonly frames: number
  }[]
  readonly seconds: {
    readonly load: number
    readonly prompt: number
    readonly layers: Record<string, number>
    readonly decode: number
    readonly write: number
    readonly total: number
  }
}

/** Seeds that a person can read and type again. */
const seedLimit = 2 ** 31

/**
 * Makes the clips.
 * @param sink where progress goes
 * @returns null after a cancel; then no file was written that was not complete
 * @throws StudioError
 */
export async function makeClips(
  engine: EngineClient,
  options: GenerateOptions,
  sink: ProgressSink,
  signal: AbortSignal
): Promise<ClipReport | null> {
  const targets = numberTargets(options.out ?? nameAfterPrompt(options.prompt), options.takes)
  await checkTargets(targets)
  const started = performance.now()
  const description = await engine.ready()
  const loaded = performance.now()
  const { clip } = description.manifest
  const layers = countLayers(description, options.layers)
  const progress = new Progress(sink, description.manifest, options.takes)
  const generated = await engine.call('generate', makeRequest(description, options, layers), {
    signal,
    onEvent: (event) => progress.show(event)
  })
  if (generated.status === 'cancelled') return null
  const seconds = { decode: 0, write: 0 }
  for (const [number, { tokens, masked }] of generated.takes.entries()) {
    const raw = join(tmpdir(), `hitvideo-${randomUUID()}.rgb`)
    try {
      const range = { tokens, masked, layers, fromFrame: 0, toFrame: clip.frames, file: raw }
      const decoded = await engine.call('decode', range, {
        signal,
        onEvent: (event) => {
          if (event.type === 'frames') progress.showFrames(number, event.firstFrame + event.count, clip.frames)
        }
      })
      if (decoded.status === 'cancelled') return null
      progress.finishFrames(number, clip.frames, decoded.seconds)
      const begin = performance.now()
      await writeMp4({ ...clip, file: raw }, targets[number]!, { scale: options.scale, signal })
      seconds.decode += decoded.seconds
      seconds.write += (performance.now() - begin) / 1000
      progress.line(`Wrote ${targets[number]} (seed ${generated.takes[number]!.seed})`)
    } finally {
      await rm(raw, { force: true })
    }
  }
  const spent = { load: (loaded - started) / 1000, ...seconds, total: (performance.now() - started) / 1000 }
  return report(options, description, generated, targets, spent)
}

function countLayers({ manifest }: EngineDescription, wanted = manifest.layers.length): number {
  if (wanted <= manifest.layers.length) return wanted
  throw new InvalidInputError({
    operation: 'read the command',
    reason: `--layers is ${wanted}, and the pack has ${manifest.layers.length} layers`,
    remedy: `Name a number from 1 to ${manifest.layers.length}`,
    field: 'layers'
  })
}

function makeRequest(
  { manifest }: EngineDescription,
  options: GenerateOptions,
  layers: number
): EngineParams<'generate'> {
  const seed = options.seed ?? randomInt(seedLimit)
  const { guidance, temperature } = options
  const wanted = { guidance, temperature, topK: options['top-k'], topP: options['top-p'] }
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  return {
    prompt: options.prompt,
    negativePrompt: options.negative,
    takes: Array.from({ length: options.takes }, (_, i) => ({ seed: seed + i })),
    untilLayer: manifest.layers[layers - 1]!.index,
    sampling: Object.fromEntries(manifest.layers.map(({ index }) => [index, given])),
    masking: !options['no-masking'],
    candidates: options.candidates ?? null
  }
}

function report(
  options: GenerateOptions,
  { manifest, packHash, device }: EngineDescription,
  generated: GenerateResult,
  files: readonly string[],
  spent: { load: number; decode: number; write: number; total: number }
): ClipReport {
  /** Values of layers in order of generation, by name. */
  const byName = <Value, Shown>(values: Record<string, Value>, show: (value: Value) => Shown): Record<string, Shown> =>
    Object.fromEntries(
      manifest.layers.flatMap(({ index, name }) => {
        const value = values[index]
        return value === undefined ? [] : [[name, show(value)]]
      })
    )
  const { isCut, read } = generated.prompt
  return {
    prompt: { text: options.prompt, isCut, read },
    pack: { id: manifest.id, version: manifest.version, hash: packHash },
    device,
    takes: generated.takes.map(({ seed, tokens, sampledShare }, i) => ({
      file: files[i]!,
      seed,
      tokens: byName(tokens, (codes) => codes.length),
      sampledShare,
      frames: manifest.clip.frames
    })),
    seconds: {
      ...spent,
      prompt: generated.seconds.prompt,
      layers: byName(generated.seconds.layers, (time) => time)
    }
  }
}
