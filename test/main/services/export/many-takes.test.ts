/**
 * Random takes through real files: exported by the queue, renamed, and restored into another project. A few here;
 * `HITVIDEO_CASES=500 npx vitest run --project unit test/main/services/export/many-takes.test.ts -t webm` for many.
 */
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packBits } from '../../../../src/shared/tokens/bit-set.ts'
import { countCells } from '../../../../src/shared/tokens/layout.ts'
import { createRandom } from '../../../fuzz/draw-json.ts'
import { openExchangeStore } from './exchange-store.ts'
import type { LayerTokens, PackReference } from '../../../../src/shared/storyboard/take.ts'
import type { Random } from '../../../fuzz/draw-json.ts'

const cases = Number(process.env['HITVIDEO_CASES'] ?? 4)
const seed = Number(process.env['HITVIDEO_SEED'] ?? 1)

const containers = [
  ['mp4', { format: 'mp4' }, ''],
  ['webm', { format: 'webm', quality: 'small' }, ''],
  ['gif', { format: 'gif' }, ''],
  ['png', { format: 'png-sequence' }, '00003.png']
] as const

const texts = ['', 'a dog runs', 'Größe & <b>"quotes"</b> ]]>', '犬が走る 🐕', 'line one\nline two']

/** Any codes, with locks and stale marks on some, and all layers or fewer. */
function drawLayers(random: Random, { layers }: PackReference): LayerTokens[] {
  const count = 1 + Math.floor(random() * layers.length)
  return layers.slice(0, count).map(({ index, grid, bits }) => {
    const cells = countCells(grid)
    const flags = (share: number) => packBits(Array.from({ length: cells }, () => (random() < share ? 1 : 0)))
    return {
      layer: index,
      codes: Array.from({ length: cells }, () => Math.floor(random() * 2 ** bits)),
      masked: null,
      locked: random() < 0.5 ? flags(0.3) : null,
      stale: random() < 0.3 ? flags(0.3) : null
    }
  })
}

test.each(containers)(`${cases} random takes (seed ${seed}) come back from %s files`, async (kind, choices, inside) => {
  const store = await openExchangeStore()
  const random = createRandom(seed)
  const { project } = await store.call('projects.create', { name: 'from' })
  const { project: other } = await store.call('projects.create', { name: 'to' })
  for (let index = 0; index < cases; index++) {
    const prompt = texts[Math.floor(random() * texts.length)]!
    const shot = await store.call('shots.create', { projectId: project.id, fields: { prompt, notes: texts[index % texts.length]! } })
    const drawnSeed = Math.floor(random() * Number.MAX_SAFE_INTEGER)
    const sampling = store.pack.layers.map(({ index: layer }) => ({ layer, guidance: 3, temperature: random(), topK: index, topP: 0.95 }))
    const take = await store.call('takes.create', {
      shotId: shot.id, pack: store.pack, layers: drawLayers(random, store.pack), seed: drawnSeed, sampling, prompt, negativePrompt: 'rain'
    })
    const file = join(store.outFolder, `take ${index}.${kind}`)
    const job = await store.exportTo(file, { kind: 'take', takeId: take.id }, choices)
    expect(job, `case ${index}`).toMatchObject({ state: 'done', error: null })
    const renamed = join(store.outFolder, `Ünders ${index}.dat`)
    await rename(join(file, inside), renamed)
    const { takeIds, shotIds } = await store.importing['import.restore']({ projectId: other.id, shotId: null, source: { kind: 'file', file: renamed } })
    const restored = await store.call('takes.get', { takeId: takeIds[0]! })
    expect(restored, `case ${index}`).toMatchObject({ projectId: other.id, seed: drawnSeed, sampling: take.sampling, packHash: take.packHash, prompt, negativePrompt: 'rain' })
    const [before, after] = await Promise.all([take.id, restored.id].map((takeId) => store.call('takes.tokens', { takeId })))
    expect(after!.layers, `case ${index}`).toEqual(before!.layers)
    expect((await store.call('shots.get', { shotId: shotIds[0]! })).notes).toBe(texts[index % texts.length])
    await rm(renamed)
    await rm(file, { recursive: true, force: true })
  }
}, 60_000 + cases * 5000)
