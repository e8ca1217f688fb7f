/** The sample project: three shots with boards of their own, one of them densified, made here and now by the model. */
import type { TFunction } from 'i18next'
import { boardSeeds } from '../store/parameters-store.ts'
import { whenEnded } from './when-ended.ts'
import type { Studio } from '../store/studio.ts'

/** Prompts are English in every language: the packs' captions are. */
const shots = [
  { prompt: 'a red balloon rises over the sea at sunset', words: 'balloon' },
  { prompt: 'a dog runs to the right through a green meadow', words: 'dog' },
  { prompt: 'a rocket flies up into the night sky', words: 'rocket' }
] as const
const seed = 7

/** Makes the sample and opens it; its boards arrive while one looks around. */
export async function makeSample(studio: Studio, t: TFunction): Promise<void> {
  const { client, notices, project, projects, queue } = studio
  const projectId = await projects.create(t('sample.name'))
  if (projectId === null) return
  const made = await notices.attempt('make the sample', async () => {
    const shotIds = []
    for (const { prompt, words } of shots) {
      const fields = { prompt, dialogue: t(`sample.${words}.dialogue`), notes: t(`sample.${words}.notes`) }
      const shot = await client.call('shots.create', { projectId, fields })
      shotIds.push(shot.id)
    }
    return shotIds
  })
  await project.open(projectId)
  const jobs = []
  for (const shotId of made ?? []) {
    jobs.push(await queue.add({ kind: 'board', shotId, seeds: boardSeeds(4, seed), sampling: [], packId: null }))
  }
  // One take is drawn to the end, so that there are layers to look into and a clip to play; the others are left to do.
  const [first] = jobs
  const takeId = first === undefined || first === null ? undefined : (await whenEnded(studio, first.id)).result?.takeIds[0]
  if (takeId !== undefined) await queue.add({ kind: 'densify', takeId, layers: [], seed: null, sampling: [] }, true)
}
