/** Boards for a prompt: one new take per seed, the top layer only. */
import { z } from 'zod'
import { ConflictError } from '../../../../shared/errors.ts'
import { storePack } from '../../../database/takes.ts'
import { addTakeWithLayers } from '../../workspace/child-takes.ts'
import { getProject, getShot } from '../../workspace/owners.ts'
import { generate, toLayers, toPackReference, toUsedSampling } from './generation.ts'
import type { JobRunner } from '../runner.ts'
import type { Engines } from './generation.ts'

const inputsSchema = z.object({ prompt: z.string(), negativePrompt: z.string(), packId: z.string().nullable() })

export function createBoardRunner(engines: Engines): JobRunner<'board', z.infer<typeof inputsSchema>> {
  return {
    kind: 'board',
    inputsSchema,
    prepare: (request, read) => {
      const { projectId, prompt, negativePrompt } = getShot(read, request.shotId)
      if (prompt.trim() === '') {
        throw new ConflictError({
          operation: 'make boards', reason: 'the shot has no prompt', remedy: 'Write what should be seen, then try again'
        })
      }
      const packId = request.packId ?? getProject(read, projectId).packId
      return { projectId, inputs: { prompt, negativePrompt, packId }, unit: 'tokens', work: [] }
    },
    run: async (context) => {
      const { request, inputs } = context
      const opened = await engines.open(inputs.packId)
      const pack = toPackReference(opened.description)
      const top = pack.layers[0]
      if (top === undefined) throw new Error('make boards: the pack has no layers')
      const takes = request.seeds.map((seed) => ({ seed, draw: 0, tokens: new Map(), locked: new Map() }))
      const { prompt, negativePrompt } = inputs
      const generation = { prompt, negativePrompt, takes, untilLayer: top.index, sampling: request.sampling }
      const results = await generate(context, opened, generation)
      if (results === null) return { status: 'stopped' }
      return {
        status: 'done',
        mark: 'generate-boards',
        apply: (edit) => {
          storePack(edit.database, pack)
          const sampling = toUsedSampling(opened.description, request.sampling, top.index)
          const takeIds = results.map((result, i) =>
            addTakeWithLayers(
              edit,
              {
                projectId: edit.projectId, shotId: request.shotId, parentTakeId: null, origin: 'board', prompt, negativePrompt,
                seed: request.seeds[i] ?? result.seed, draw: 0, sampling, packHash: pack.hash, name: '', starred: false, rating: 0
              },
              toLayers(result, [top], null)
            )
          )
          return { takeIds }
        }
      }
    }
  }
}
