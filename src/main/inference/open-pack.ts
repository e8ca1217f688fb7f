/** A pack ready to run: verified, all graphs open on one device. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Device } from '../../shared/contract/engine.ts'
import type { PackManifest } from '../../shared/model-pack.ts'
import type { Phrases } from '../../shared/prompt/phrases.ts'
import type { Thesaurus } from '../../shared/prompt/thesaurus.ts'
import type { Links } from '../../shared/sampling/code-logits.ts'
import {
  demandBaseDecoder,
  demandEncoder,
  demandUpperEncoder,
  demandHead,
  demandLanguageModel,
  demandLinks,
  demandPromptEncoder,
  demandRanker,
  demandUpperDecoder,
  pairsOf
} from './demands.ts'
import { chooseDevice } from './device.ts'
import { Graph, type DemandOf } from './graph.ts'
import { readManifest, readPhrases, readThesaurus, verifyFiles, type PackOnDisk } from './pack-files.ts'
import { floatsOf, indexTensor } from './tensors.ts'

export interface PackGraphs {
  readonly promptEncoder: Graph
  readonly languageModel: Graph
  /** In order of generation. */
  readonly heads: readonly Graph[]
  /** In order of generation; null where a layer's sub-codes are independent. */
  readonly links: readonly (Links | null)[]
  readonly upperDecoder: Graph
  readonly baseDecoder: Graph
  readonly encoder: Graph
  /** null: the encoder gives the codes of all layers. */
  readonly upperEncoder: Graph | null
  /** null: clips are not ranked. */
  readonly ranker: Graph | null
}

export interface OpenPack extends PackOnDisk {
  readonly device: Device
  readonly graphs: PackGraphs
  /** Text of the tokenizer's JSON file. */
  readonly tokenizer: string
  /** What stands for words that the pack's captions lack. */
  readonly thesaurus: Thesaurus
  /** To what phrases are led that the captions lack; null: nowhere. */
  readonly phrases: Phrases | null
}

/**
 * Verifies a pack and opens its graphs.
 * @param providers execution providers to try, in order; undefined: the platform's
 * @throws NotFoundError, PackError, InvalidInputError, UnavailableError
 */
export async function openPack(
  folder: string,
  providers?: readonly string[] | undefined,
  threads?: number | undefined
): Promise<OpenPack> {
  const pack = await readManifest(folder)
  await verifyFiles(pack)
  const { manifest } = pack
  const device = await chooseDevice(join(folder, manifest.graphs.languageModel.file), providers, threads)
  const open = (name: string, { file }: { file: string }, demand: DemandOf) =>
    Graph.open(name, join(folder, file), demand, device)
  const { graphs: files } = manifest
  const graphs: PackGraphs = {
    promptEncoder: await open('promptEncoder', files.promptEncoder, demandPromptEncoder(manifest)),
    languageModel: await open('languageModel', files.languageModel, demandLanguageModel(manifest)),
    heads: await openHeads(manifest, open),
    links: await readLinks(manifest, open),
    upperDecoder: await open('upperDecoder', files.upperDecoder, demandUpperDecoder(manifest)),
    baseDecoder: await open('baseDecoder', files.baseDecoder, (inputs) => demandBaseDecoder(manifest, inputs)),
    encoder: await open('encoder', files.encoder, demandEncoder(manifest)),
    upperEncoder: files.upperEncoder ? await open('upperEncoder', files.upperEncoder, demandUpperEncoder(manifest)) : null,
    ranker: files.ranker ? await open('ranker', files.ranker, demandRanker(manifest)) : null
  }
  const tokenizer = await readFile(join(folder, manifest.prompt.tokenizer), 'utf8')
  return { ...pack, device, graphs, tokenizer, thesaurus: await readThesaurus(pack), phrases: await readPhrases(pack) }
}

type OpenGraph = (name: string, file: { file: string }, demand: DemandOf) => Promise<Graph>

async function openHeads(manifest: PackManifest, open: OpenGraph): Promise<Graph[]> {
  const heads: Graph[] = []
  for (const [order, head] of manifest.graphs.heads.entries()) {
    const demand = demandHead(manifest, order)
    heads.push(await open(demand.graph, head, demand))
  }
  return heads
}

/** Their graphs hold nothing but tables, which are read whole. */
async function readLinks(manifest: PackManifest, open: OpenGraph): Promise<(Links | null)[]> {
  const links: (Links | null)[] = []
  for (const [order, file] of manifest.graphs.links.entries()) {
    const demand = demandLinks(manifest, order)
    links.push(file && (await readTables(await open(demand.graph, file, demand), manifest.layers[order]!.factors)))
  }
  return links
}

async function readTables(graph: Graph, factors: readonly number[]): Promise<Links> {
  const pairs = pairsOf(factors)
  const feeds = Object.fromEntries(
    pairs.map(([bits], i) => [`before_${i + 1}`, indexTensor(Array.from({ length: 2 ** bits }, (_, sub) => sub), [2 ** bits])])
  )
  const names = pairs.map((_, i) => `added_${i + 1}`)
  const outputs = await graph.run(feeds, names)
  await graph.close()
  return names.map((name) => floatsOf(outputs, name))
}

/** Closes all graphs; the pack cannot be used any more. */
export async function closePack({ graphs }: OpenPack): Promise<void> {
  const { promptEncoder, languageModel, heads, upperDecoder, baseDecoder, encoder, upperEncoder, ranker } = graphs
  for (const graph of [promptEncoder, languageModel, ...heads, upperDecoder, baseDecoder, encoder, upperEncoder, ranker]) await graph?.close()
}
