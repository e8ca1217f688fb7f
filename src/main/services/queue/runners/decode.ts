/** A take's frames, made ready to be shown: into the preview cache, so that playing a storyboard does not wait for them. */
import { z } from 'zod'
import { getTake } from '../../workspace/owners.ts'
import { keyOf } from './generation.ts'
import type { Preview } from '../../../../shared/contract/previews.ts'
import type { TakeId } from '../../../../shared/storyboard/ids.ts'
import type { JobRunner } from '../runner.ts'

/** Decodes the first `layers` layers of a take (null: all) or finds the picture where that was done before. */
export type ShowTake = (takeId: TakeId, layers: number | null) => Promise<Preview>

export function createDecodeRunner(show: ShowTake): JobRunner<'decode', Record<string, never>> {
  return {
    kind: 'decode',
    inputsSchema: z.object({}).strict(),
    prepare: (request, read) => ({
      projectId: getTake(read, request.takeId).projectId, inputs: {}, unit: 'frames', work: []
    }),
    run: async ({ request, read, signal, plan, report }) => {
      const take = getTake(read, request.takeId)
      const key = keyOf('decode', take.packHash.slice(0, 16), request.layers ?? take.layers.length)
      report(key, 0)
      // Decoding takes less than a second: it is not interrupted, but what comes too late is not shown either.
      const preview = await show(take.id, request.layers)
      if (signal.aborted) return { status: 'stopped' }
      plan([{ key, units: preview.frames }])
      report(key, preview.frames)
      return { status: 'done', data: { mediaId: preview.mediaId, frames: preview.frames, layers: preview.layers } }
    }
  }
}
