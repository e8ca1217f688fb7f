/** A pack ready to run: verified, all graphs open on one device. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Device } from '../../shared/contract/engine.ts'
import type { PackManifest } from '../../shared/model-pack.ts'
import {
  demandBaseDecoder,
  demandEncoder,
  demandHead,
  demandLanguageModel,
  demandPromptEncoder,
  demandUpperDecoder
} from './demands.ts'
import { chooseDevice } from './device.ts'
import { Graph, type DemandOf } from './graph.ts'
import { readManifest, verifyFiles, type PackOnDisk } from './pack-files.ts'

export interface PackGraphs {
  readonly promptEncoder: Graph
  readonly languageModel: Graph
  /** In order of generation. */
  readonly heads: readonly Graph[]
  readonly upperDecoder: Graph
  readonly baseDecoder: Graph
  readonly encoder: Graph
}

export interface OpenPack extends PackOnDisk {
  readonly device: Device
  readonly graphs: PackGraphs
  /** Text of the tokenizer's JSON file. */
  readonly tokenizer: string
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
    upperDecoder: await open('upperDecoder', files.upperDecoder, demandUpperDecoder(manifest)),
    baseDecoder: await open('baseDecoder', files.baseDecoder, (inputs) => demandBaseDecoder(manifest, inputs)),
    encoder: await open('encoder', files.encoder, demandEncoder(manifest))
  }
  const tokenizer = await readFile(join(folder, manifest.prompt.tokenizer), 'utf8')
  return { ...pack, device, graphs, tokenizer }
}

async function openHeads(
  manifest: PackManifest,
  open: (name: string, file: { file: string }, demand: DemandOf) => Promise<Graph>
): Promise<Graph[]> {
  const heads: Graph[] = []
  for (const [order, head] of manifest.graphs.heads.entries()) {
    const demand = demandHead(manifest, order)
    heads.push(await open(demand.graph, head, demand))
  }
  return heads
}

/** Closes all graphs; the pack cannot be used any more. */
export async function closePack({ graphs }: OpenPack): Promise<void> {
  const { heads, ...others } = graphs
  for (const graph of [...heads, ...Object.values(others)]) await graph.close()
}
