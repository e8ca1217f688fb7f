/**
 * The manifest of a model pack: the one agreement between `training/` (Python, writes packs) and the studio (runs them).
 * Documented for people in `docs/model-pack-format.md`.
 */
import { z } from 'zod'

/** The newest format version that this build reads. A newer pack is refused rather than half understood. */
export const packFormatVersion = 8

const positive = z.int().min(1)
const size = positive.max(65_536)

/** A path inside the pack: relative, forward slashes, no empty, `.` or `..` part, no drive letter, no backslash. */
export const packPath = z
  .string()
  .max(200)
  .regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/, 'must be a plain path inside the pack')

const packFile = z.object({
  file: packPath,
  bytes: positive,
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits')
})

const packGraph = packFile.extend({ precision: z.string().min(1).max(32) })

const packLayer = z.object({
  index: z.int().min(0).max(255),
  name: z.string().min(1).max(40),
  /** `[T, h, w]` */
  grid: z.tuple([size, size, size]),
  bits: positive.max(30),
  /** Bits of each sub-code, least significant first. */
  factors: z.array(positive.max(16)).min(1).max(16),
  /** Tokens predicted in one step; 1 is the paper's next-token rule. */
  block: size,
  /** The order in which the layer's tokens are predicted; see "The sequence" in the format. */
  scan: z.enum(['raster', 'dither']).default('raster')
})

/** How one layer's tokens are drawn; see "Random numbers and sampling" in the format. */
export const samplingSchema = z.object({
  guidance: z.number().min(0).max(100),
  temperature: z.number().min(0).max(10),
  /** 0 keeps every code. */
  topK: z.int().min(0).max(65_536),
  topP: z.number().gt(0).max(1)
})

/** How many are drawn for one that is kept. */
export const candidateCount = positive.max(16)

const shape = z.object({
  formatVersion: z.int().min(1).max(packFormatVersion),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and hyphens'),
  name: z.string().min(1).max(100),
  version: z.string().min(1).max(40),
  licence: z.string().min(1).max(200),
  description: z.string().max(4000),
  clip: z.object({ frames: size, framesPerSecond: z.number().gt(0).max(240), height: size, width: size }),
  layers: z.array(packLayer).min(1).max(16),
  prompt: z.object({
    length: size,
    width: size,
    tokenizer: packPath,
    /** What stands for words that the pack's captions lack; without it prompts are read as they are. */
    thesaurus: packPath.optional(),
    /** What captions call things, and the vectors of it: to what phrases that they lack are led. */
    phrases: z.object({ words: packPath, vectors: packPath }).optional()
  }),
  languageModel: z.object({
    depth: positive.max(512),
    width: size,
    keyValueHeads: positive.max(1024),
    headWidth: positive.max(4096),
    parameters: positive,
    hintSlots: z.int().min(0).max(65_536),
    /** Indices of the layers whose logits get a prior from the layers above. */
    priors: z.array(z.int().min(0).max(255)).max(16).default([]),
    codeRows: z.object({
      null: z.int().min(0),
      unconditional: z.int().min(0),
      promptPad: z.int().min(0),
      noHint: z.int().min(0),
      layers: z.array(z.array(z.int().min(0)).min(1)).min(1)
    })
  }),
  mask: z
    .object({
      layer: z.int().min(0).max(255),
      strategy: z.enum(['repeat', 'zero', 'learned']),
      maximumShare: z.number().min(0).max(1),
      threshold: z.number().min(0).max(1)
    })
    .nullable(),
  graphs: z.object({
    promptEncoder: packGraph,
    languageModel: packGraph,
    heads: z.array(packGraph).min(1),
    /** null where a layer's sub-codes are independent, as in all of version 1. */
    links: z.array(packGraph.nullable()).max(16).default([]),
    upperDecoder: packGraph,
    baseDecoder: packGraph,
    encoder: packGraph,
    /** Absent before version 7: the encoder gives the codes of all layers. */
    upperEncoder: packGraph.optional(),
    /** Says which of several clips shows the prompt best. */
    ranker: packGraph.optional()
  }),
  /** How codes between the first layer and the last are chosen anew by what the decoder misses. */
  correction: z.object({ rounds: z.int().min(0).max(100), step: z.number().min(0).max(1) }).default({ rounds: 0, step: 0 }),
  files: z.array(packFile).max(1000),
  sampling: z.array(samplingSchema).min(1),
  /** Clips drawn below a board, of which the ranker chooses one. */
  candidates: candidateCount.default(1),
  quality: z.record(z.string(), z.unknown()),
  golden: z.array(packPath).max(1000)
})

/** The parsed manifest: shape, ranges, and everything that must agree between its parts. */
export const packManifestSchema = shape.superRefine((manifest, context) => {
  const refuse = (path: (string | number)[], message: string): void => {
    context.addIssue({ code: 'custom', path, message })
  }
  const { layers, clip, mask } = manifest
  const perLayer: [string[], unknown[]][] = [
    [['graphs', 'heads'], manifest.graphs.heads],
    [['sampling'], manifest.sampling],
    [['languageModel', 'codeRows', 'layers'], manifest.languageModel.codeRows.layers]
  ]
  for (const [path, list] of perLayer) {
    if (list.length !== layers.length) refuse(path, `must have one entry for each of the ${layers.length} layers`)
  }
  const { links } = manifest.graphs
  if (links.length > 0 && links.length !== layers.length) {
    refuse(['graphs', 'links'], `must be empty or have one entry for each of the ${layers.length} layers`)
  }
  layers.forEach((layer, order) => {
    if (links[order] && layer.factors.length === 1) {
      refuse(['graphs', 'links', order], 'must be null: the layer has one factor')
    }
    const sum = layer.factors.reduce((total, factor) => total + factor, 0)
    if (sum !== layer.bits) refuse(['layers', order, 'factors'], `must sum to bits (${layer.bits}), not ${sum}`)
    const above = layers[order - 1]
    if (above && above.index <= layer.index) refuse(['layers', order, 'index'], 'must be below the layer before it')
    const tables = manifest.languageModel.codeRows.layers[order]
    if (tables && tables.length !== layer.factors.length) {
      refuse(['languageModel', 'codeRows', 'layers', order], 'must have one first row for each factor')
    }
    // The random counter holds the raster position in 24 bits.
    if (layer.grid[0] * layer.grid[1] * layer.grid[2] >= 2 ** 24) refuse(['layers', order, 'grid'], 'is too large')
  })
  const base = layers.at(-1)
  if (base && clip.frames % base.grid[0] !== 0) {
    refuse(['clip', 'frames'], `must be a multiple of the last layer's ${base.grid[0]} latent frames`)
  }
  if (mask && base && mask.layer !== base.index) refuse(['mask', 'layer'], `must be the last layer, ${base.index}`)
  const top = layers[0]
  const { hintSlots } = manifest.languageModel
  if (top && hintSlots !== 0 && hintSlots !== top.grid[0] * top.grid[1] * top.grid[2]) {
    refuse(['languageModel', 'hintSlots'], 'must be 0 or the number of tokens of the first layer')
  }
  manifest.languageModel.priors.forEach((index, i) => {
    if (!layers.slice(1).some((layer) => layer.index === index)) {
      refuse(['languageModel', 'priors', i], 'must be the index of a layer below the first')
    }
  })
  if (manifest.candidates > 1 && !manifest.graphs.ranker) refuse(['candidates'], 'must be 1: the pack has no ranker')
  const { tokenizer, thesaurus, phrases } = manifest.prompt
  const named: [string[], string | undefined][] = [
    [['tokenizer'], tokenizer],
    [['thesaurus'], thesaurus],
    [['phrases', 'words'], phrases?.words],
    [['phrases', 'vectors'], phrases?.vectors]
  ]
  for (const [path, file] of named) {
    if (file !== undefined && !manifest.files.some((entry) => entry.file === file)) {
      refuse(['prompt', ...path], 'must be listed in files')
    }
  }
})

export type PackManifest = z.infer<typeof packManifestSchema>
export type PackLayer = PackManifest['layers'][number]
export type PackFile = z.infer<typeof packFile>
export type PackGraph = z.infer<typeof packGraph>
export type MaskRule = NonNullable<PackManifest['mask']>
export type Sampling = z.infer<typeof samplingSchema>

/** Every file that a pack must hold, with its size and hash. */
export function listPackFiles(manifest: PackManifest): PackFile[] {
  const { promptEncoder, languageModel, heads, links, upperDecoder, baseDecoder, encoder, ranker } = manifest.graphs
  const optional = [...links, ranker ?? null].filter((file) => file !== null)
  return [promptEncoder, languageModel, ...heads, ...optional, upperDecoder, baseDecoder, encoder, ...manifest.files]
}
