/** Wall times of the engine's operations, from the request to the last byte, as the services process sees them. */
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EngineClient } from '../../src/main/engine/client.ts'
import type { EngineDescription, GenerateResult } from '../../src/shared/contract/engine.ts'
import { countCells } from '../../src/shared/tokens/layout.ts'
import { spreadOf, type Spread } from '../measure/statistics.ts'

export interface ClipTimes {
  readonly description: EngineDescription
  readonly loadSeconds: number
  /** Prompt → the top layer's tokens. */
  readonly board: Spread
  /** Prompt → the board's decoded preview. */
  readonly boardShown: Spread
  /** A board → all layers below it, of as many candidates as the pack says. */
  readonly densify: Spread
  /** The same without dynamic masking: every cell is sampled. */
  readonly densifyUnmasked: Spread
  /** All tokens → all frames in a file. */
  readonly decode: Spread
  /** Prompt → all frames in a file. */
  readonly clip: Spread
  readonly decodeFramesPerSecond: number
  readonly layers: { readonly index: number; readonly name: string; readonly sampled: number; readonly seconds: Spread; readonly tokensPerSecond: number }[]
  /** Of the mask's layer, the share that was sampled. */
  readonly sampledShare: number
}

const prompt = 'a dog runs to the right on a beach at sunset'

export async function timeClips(packFolder: string, threads: number, rounds: number): Promise<ClipTimes> {
  const file = join(tmpdir(), `hitvideo-bench-${process.pid}.rgb`)
  const engine = new EngineClient({ setup: { packFolder, threads } })
  try {
    const load = await timed(() => engine.ready())
    const description = load.result
    const { clip, layers } = description.manifest
    const top = layers[0]!.index
    const base = layers.at(-1)!.index
    const board = (seed: number) => engine.call('generate', { prompt, takes: [{ seed }], untilLayer: top })
    const decode = ({ takes: [take] }: GenerateResult, count: number) =>
      engine.call('decode', { tokens: take!.tokens, masked: take!.masked, layers: count, fromFrame: 0, toFrame: clip.frames, file })
    const densify = ({ takes: [take] }: GenerateResult, masking: boolean) =>
      engine.call('generate', { prompt, takes: [{ seed: take!.seed, tokens: take!.tokens }], untilLayer: base, masking })
    const seconds = { board: [], boardShown: [], densify: [], densifyUnmasked: [], decode: [], clip: [] } as Record<Operation, number[]>
    const layerSeconds = layers.map((): number[] => [])
    let sampledShare = 1
    for (let round = 0; round <= rounds; round++) {
      const drawn = await timed(() => board(round))
      const shown = await timed(() => decode(drawn.result, 1))
      const dense = await timed(() => densify(drawn.result, true))
      const unmasked = await timed(() => densify(drawn.result, false))
      const frames = await timed(() => decode(dense.result, layers.length))
      const request = { prompt, takes: [{ seed: 1000 + round }], untilLayer: base }
      const whole = await timed(async () => decode(await engine.call('generate', request), layers.length))
      // Of several candidates the seconds of a layer are those of all.
      const alone = await engine.call('generate', { ...request, candidates: 1 })
      // The first round fills caches and arenas.
      if (round === 0) continue
      seconds.board.push(drawn.seconds)
      seconds.boardShown.push(drawn.seconds + shown.seconds)
      seconds.densify.push(dense.seconds)
      seconds.densifyUnmasked.push(unmasked.seconds)
      seconds.decode.push(frames.seconds)
      seconds.clip.push(whole.seconds)
      layers.forEach(({ index }, order) => layerSeconds[order]!.push(alone.seconds.layers[index]!))
      sampledShare = alone.takes[0]!.sampledShare ?? 1
    }
    const spreads = Object.fromEntries(Object.entries(seconds).map(([name, values]) => [name, spreadOf(values)])) as Record<Operation, Spread>
    return {
      description, loadSeconds: load.seconds, ...spreads, sampledShare,
      decodeFramesPerSecond: clip.frames / spreads.decode.median,
      layers: layers.map(({ index, name, grid }, order) => {
        const sampled = Math.round(countCells(grid) * (index === base ? sampledShare : 1))
        const spread = spreadOf(layerSeconds[order]!)
        return { index, name, sampled, seconds: spread, tokensPerSecond: sampled / spread.median }
      })
    }
  } finally {
    engine.stop()
    await rm(file, { force: true })
  }
}

type Operation = 'board' | 'boardShown' | 'densify' | 'densifyUnmasked' | 'decode' | 'clip'

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; seconds: number }> {
  const begin = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - begin) / 1000 }
}
