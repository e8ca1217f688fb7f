/** What the pack format demands of each graph (docs/model-pack-format.md, "Graphs"). */
import type { PackLayer, PackManifest } from '../../shared/model-pack.ts'
import { countLogits } from '../../shared/tokens/codes.ts'

export type DataType = 'float32' | 'int64' | 'uint8'

/** One input or output. `axes`: the size that an axis must have, null where any size (or a free axis) will do. */
export interface Port {
  readonly type: DataType
  readonly axes: readonly (number | null)[]
}

export type Ports = Readonly<Record<string, Port>>

export interface GraphDemand {
  /** As in the manifest: `languageModel`, `heads.3`. */
  readonly graph: string
  readonly inputs: Ports
  readonly outputs: Ports
}

const float = (...axes: (number | null)[]): Port => ({ type: 'float32', axes })
const index = (...axes: (number | null)[]): Port => ({ type: 'int64', axes })
const bytes = (...axes: (number | null)[]): Port => ({ type: 'uint8', axes })

/** `name_0`, `name_1`, … for each name. */
const numbered = (names: readonly string[], count: number, port: Port): Ports =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => names.map((name) => [`${name}_${i}`, port])).flat())

const codesOf = (layers: readonly PackLayer[]): Ports =>
  Object.fromEntries(layers.map(({ index: layer, grid }) => [`codes_${layer}`, index(null, ...grid)]))

export function demandPromptEncoder({ prompt }: PackManifest): GraphDemand {
  return {
    graph: 'promptEncoder',
    inputs: { input_ids: index(null, prompt.length), attention_mask: index(null, prompt.length) },
    outputs: { embeddings: float(null, prompt.length, prompt.width) }
  }
}

/** Sub-codes of a position: the largest number of factors of a layer. */
export function countFactors(layers: readonly PackLayer[]): number {
  return Math.max(...layers.map((layer) => layer.factors.length))
}

export function demandLanguageModel({ languageModel, prompt, layers }: PackManifest): GraphDemand {
  const { depth, width, keyValueHeads, headWidth } = languageModel
  const cache = float(null, keyValueHeads, null, headWidth)
  return {
    graph: 'languageModel',
    inputs: {
      codes: index(null, null, countFactors(layers)),
      prompt: float(null, null, prompt.width),
      contents: index(null),
      targets: index(null),
      past_bias: float(null),
      new_bias: float(null, null),
      ...numbered(['past_key', 'past_value'], depth, cache)
    },
    outputs: { hidden: float(null, null, width), ...numbered(['new_key', 'new_value'], depth, cache) }
  }
}

export function demandHead({ languageModel, layers }: PackManifest, order: number): GraphDemand {
  const logits = countLogits(layers[order]?.factors ?? [])
  return {
    graph: `heads.${order}`,
    inputs: { hidden: float(null, null, languageModel.width) },
    outputs: { logits: float(null, null, logits) }
  }
}

export function demandLinks({ layers }: PackManifest, order: number): GraphDemand {
  const pairs = pairsOf(layers[order]?.factors ?? [])
  return {
    graph: `links.${order}`,
    inputs: Object.fromEntries(pairs.map((_, i) => [`before_${i + 1}`, index(null)])),
    outputs: Object.fromEntries(pairs.map(([, next], i) => [`added_${i + 1}`, float(null, 2 ** next)]))
  }
}

/** Bits of each sub-code but the last, and of the next one. */
export function pairsOf(factors: readonly number[]): [number, number][] {
  return factors.slice(1).map((next, i) => [factors[i]!, next])
}

export function demandUpperDecoder({ layers, languageModel }: PackManifest): GraphDemand {
  const base = layers.at(-1)?.grid ?? []
  const priors = layers
    .filter(({ index: layer }) => languageModel.priors.includes(layer))
    .map(({ index: layer, grid, bits }) => [`prior_${layer}`, float(null, ...grid, bits)] as const)
  return {
    graph: 'upperDecoder',
    inputs: { ...codesOf(layers.slice(0, -1)), layers: index() },
    outputs: { context: float(null, ...base, null), mask_logits: float(null, ...base), ...Object.fromEntries(priors) }
  }
}

/**
 * @param inputs what the graph takes: it alone says how many streamed states there are and their number of axes
 */
export function demandBaseDecoder(
  { layers, clip }: PackManifest,
  inputs: readonly { readonly name: string; readonly rank: number }[]
): GraphDemand {
  const base = layers.at(-1)
  const [, height, width] = base?.grid ?? []
  const plane = [height ?? null, width ?? null] as const
  const states = inputs.filter(({ name }) => /^state_\d+$/.test(name))
  const statePorts = (prefix: string): Ports =>
    Object.fromEntries(
      states.map((_, i) => {
        const rank = states.find(({ name }) => name === `state_${i}`)?.rank ?? 0
        return [`${prefix}_${i}`, float(...Array.from({ length: rank }, () => null))]
      })
    )
  return {
    graph: 'baseDecoder',
    inputs: {
      context: float(null, null, ...plane, null),
      [`codes_${base?.index}`]: index(null, null, ...plane),
      known: float(null, null, ...plane),
      ...statePorts('state')
    },
    outputs: { frames: bytes(null, null, clip.height, clip.width, 3), ...statePorts('next_state') }
  }
}

export function demandRanker({ clip, prompt }: PackManifest): GraphDemand {
  return {
    graph: 'ranker',
    inputs: {
      frames: bytes(null, clip.frames, clip.height, clip.width, 3),
      prompt: float(null, prompt.length, prompt.width),
      words: index(null)
    },
    outputs: { agreement: float(null) }
  }
}

export function demandEncoder({ layers, clip, graphs }: PackManifest): GraphDemand {
  const { codes, soft, grid } = portsOfBase(layers)
  return {
    graph: 'encoder',
    inputs: { frames: bytes(null, clip.frames, clip.height, clip.width, 3) },
    outputs: { ...(graphs.upperEncoder ? { ...codes, soft } : codesOf(layers)), difference: float(null, ...grid) }
  }
}

export function demandUpperEncoder({ layers }: PackManifest): GraphDemand {
  return { graph: 'upperEncoder', inputs: { soft: portsOfBase(layers).soft }, outputs: codesOf(layers.slice(0, -1)) }
}

function portsOfBase(layers: readonly PackLayer[]): { codes: Ports; soft: Port; grid: readonly number[] } {
  const base = layers.slice(-1)
  const grid = base[0]?.grid ?? []
  return { codes: codesOf(base), soft: float(null, ...grid, base[0]?.bits ?? null), grid }
}
