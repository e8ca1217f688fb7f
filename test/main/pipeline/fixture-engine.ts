/** The fixture pack's engine in this process. */
import { StudioEngine } from '../../../src/main/engine/studio-engine.ts'
import { openPack, type OpenPack } from '../../../src/main/inference/open-pack.ts'
import type { EngineEvent, EngineMethod, EngineParams, EngineResults } from '../../../src/shared/contract/engine.ts'
import { fixtureFolder } from '../../model-pack/packs.ts'

export interface FixtureEngine {
  readonly pack: OpenPack
  call<Method extends EngineMethod>(
    method: Method,
    params: EngineParams<Method>,
    onEvent?: (event: EngineEvent) => void,
    signal?: AbortSignal
  ): Promise<EngineResults[Method]>
}

/** @param folder another pack than the fixture */
export async function openFixtureEngine(folder = fixtureFolder): Promise<FixtureEngine> {
  const pack = await openPack(folder, ['cpu'])
  const engine = new StudioEngine(pack)
  const forever = new AbortController().signal
  return {
    pack,
    call: (method, params, onEvent = () => undefined, signal = forever) =>
      engine.call(method, params, { emit: onEvent, signal })
  }
}
