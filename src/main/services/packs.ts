/** Model packs: the one that the engine has open, and the others that are there. */
import { listPackFiles } from '../../shared/model-pack.ts'
import type { OpenPackDescription, PackListing, packsMethods } from '../../shared/contract/packs.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import type { EngineClient } from '../engine/client.ts'
import { listPacks } from '../inference/find-packs.ts'
import { basename } from 'node:path'

export interface PacksServiceOptions {
  readonly engine: Pick<EngineClient, 'ready' | 'call'>
  /** Folders that hold packs. */
  readonly folders: readonly string[]
}

export function createPacksService({ engine, folders }: PacksServiceOptions): Handlers<typeof packsMethods> {
  const describe = async (): Promise<OpenPackDescription> => {
    const { manifest, packHash, device, residentBytes } = await engine.ready()
    const { id, version, name, licence, description, clip, sampling, mask } = manifest
    const layers = manifest.layers.map(({ index, name, grid, bits }) => ({ index, name, grid, bits }))
    return {
      reference: { id, version, hash: packHash, layers },
      name, licence, description, clip, sampling, residentBytes,
      parameters: manifest.languageModel.parameters,
      candidates: manifest.graphs.ranker ? manifest.candidates : null,
      hasMask: mask !== null,
      device: { ...device, skipped: [...device.skipped] }
    }
  }
  const list = async (): Promise<PackListing> => {
    const { packs, broken } = await listPacks(folders)
    // The list is shown even where the pack in use cannot be opened: then it is how one gets out of that.
    const open = await engine.ready().catch(() => null)
    return {
      packs: packs.map(({ manifest, hash }) => {
        const { id, name, version, licence, description } = manifest
        const bytes = listPackFiles(manifest).reduce((total, file) => total + file.bytes, 0)
        return { id, name, version, licence, description, bytes, isOpen: hash === open?.packHash }
      }),
      broken: broken.map(({ folder, reason }) => ({ name: basename(folder), reason }))
    }
  }
  const readPrompt = async ({ prompt }: { readonly prompt: string }) => {
    if (prompt.trim() === '') return { replaced: [] }
    const { replaced } = await engine.call('encodePrompt', { prompt })
    return { replaced: [...replaced] }
  }
  return { 'packs.current': describe, 'packs.list': list, 'packs.readPrompt': readPrompt }
}
