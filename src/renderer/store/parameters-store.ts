/** How the next boards and layers are drawn: what the person set over the pack's defaults. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { z } from 'zod'
import { samplingSchema } from '../../shared/model-pack.ts'
import type { Sampling } from '../../shared/model-pack.ts'
import type { LayerSampling } from '../../shared/storyboard/take.ts'

const partSchema = samplingSchema.partial()

export const parametersSchema = z.object({
  /** For every layer. */
  all: partSchema,
  /** By layer index: beats `all`. */
  layers: z.record(z.string(), partSchema)
})

export type Parameters = z.infer<typeof parametersSchema>

interface ParametersState extends Parameters {
  /** The next first seed where the seed is locked. */
  readonly seed: number
}

export interface ParametersStore extends StoreApi<ParametersState> {
  setAll(part: Partial<Sampling>): void
  setLayer(layer: number, part: Partial<Sampling>): void
  /** Replaces everything but the seed: a preset, or a take's own. */
  use(parameters: Parameters): void
  reset(): void
  setSeed(seed: number): void
}

export const noParameters: Parameters = { all: {}, layers: {} }

/** Seeds that a person can read and type again. */
const seedLimit = 100_000

export function drawSeed(): number {
  return Math.floor(Math.random() * seedLimit)
}

export function createParametersStore(): ParametersStore {
  const store = createStore<ParametersState>(() => ({ ...noParameters, seed: drawSeed() }))
  return {
    ...store,
    setAll: (part) => store.setState(({ all }) => ({ all: { ...all, ...part } })),
    setLayer: (layer, part) =>
      store.setState(({ layers }) => ({ layers: { ...layers, [layer]: { ...layers[layer], ...part } } })),
    use: ({ all, layers }) => store.setState({ all, layers }),
    reset: () => store.setState(noParameters),
    setSeed: (seed) => store.setState({ seed })
  }
}

/** What a layer's tokens will be drawn with. */
export function effectiveSampling({ all, layers }: Parameters, layer: number, packDefault: Sampling): Sampling {
  return { ...packDefault, ...withoutUndefined(all), ...withoutUndefined(layers[layer] ?? {}) }
}

/** What differs from the pack's defaults, as requests carry it. */
export function toRequestSampling({ all, layers }: Parameters, layerIndexes: readonly number[]) {
  return layerIndexes.flatMap((layer) => {
    const part = { ...withoutUndefined(all), ...withoutUndefined(layers[layer] ?? {}) }
    return Object.keys(part).length === 0 ? [] : [{ ...part, layer }]
  })
}

/** The parameters that a take was made with. */
export function parametersOf(sampling: readonly LayerSampling[]): Parameters {
  return { all: {}, layers: Object.fromEntries(sampling.map(({ layer, ...part }) => [layer, part])) }
}

/** Parameters as the settings keep them: plain data. */
export function storeParameters({ all, layers }: Parameters) {
  const kept = Object.entries(layers).map(([layer, part]) => [layer, withoutUndefined(part)] as const)
  return { all: { ...withoutUndefined(all) }, layers: Object.fromEntries(kept) }
}

type SetParts = { [Key in keyof Sampling]?: number }

function withoutUndefined(part: z.infer<typeof partSchema>): SetParts {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
}

/** Seeds of some boards: consecutive ones from a locked seed, else drawn anew. */
export function boardSeeds(count: number, lockedSeed: number | null): number[] {
  const first = lockedSeed ?? drawSeed()
  return Array.from({ length: count }, (_, i) => first + i)
}
