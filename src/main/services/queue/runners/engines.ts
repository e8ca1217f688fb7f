/** The one engine of the studio as the runners see it: it has one pack open, and takes name theirs. */
import { UnavailableError } from '../../../../shared/errors.ts'
import type { EngineClient } from '../../../engine/client.ts'
import type { Engines } from './generation.ts'

export function createEngines(engine: Pick<EngineClient, 'call' | 'ready'>): Engines {
  return {
    open: async (packId) => {
      const description = await engine.ready()
      const { id, name } = description.manifest
      if (packId === null || packId === id) return { engine, description }
      throw new UnavailableError({
        operation: 'open the pack',
        reason: `the pack ${packId} is not the one in use, which is ${name}`,
        remedy: `Choose ${packId} in the settings and start the studio again`
      })
    }
  }
}
