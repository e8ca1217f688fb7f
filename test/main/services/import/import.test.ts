import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { positionsOf } from '../../../../src/shared/storyboard/bits.ts'
import { importResultSchema } from '../../../../src/shared/import/options.ts'
import { countCells } from '../../../../src/shared/tokens/layout.ts'
import { createMovingPicture } from '../../pipeline/5-export/moving-picture.ts'
import { writeSample } from '../../pipeline/0-import/sample-videos.ts'
import { makeTone } from '../../pipeline/5-export/tone.ts'
import { openExchangeStore } from '../export/exchange-store.ts'
import type { ExchangeStore } from '../export/exchange-store.ts'
import type { AssetId, ProjectId } from '../../../../src/shared/storyboard/ids.ts'

vi.setConfig({ testTimeout: 120_000 })

let store: ExchangeStore
let projectId: ProjectId

beforeEach(async () => {
  store = await openExchangeStore()
  projectId = (await store.call('projects.create', { name: 'imports' })).project.id
})

test.each(['mp4', 'png'] as const)('a video (%s) becomes a take with a locked board and a report by number of layers', async (kind) => {
  const files = await writeSample(kind, createMovingPicture(20), store.outFolder)
  const examined = await store.importing['import.examine']({ files })
  expect(examined).toMatchObject({ carried: null, video: { width: 48, height: 40 } })
  const { assetId } = await store.importing['import.keep']({ projectId, files })
  const job = await store.runJob({ kind: 'import', projectId, shotId: null, assetId: assetId as AssetId, options: { prompt: 'a red square', startSeconds: 0.5 } })
  expect(job).toMatchObject({ state: 'done', error: null })
  const [takeId] = job.result!.takeIds
  const take = await store.call('takes.get', { takeId: takeId! })
  expect(take).toMatchObject({ origin: 'import', prompt: 'a red square' })
  const { layers } = await store.call('takes.tokens', { takeId: takeId! })
  expect(layers).toHaveLength(store.pack.layers.length)
  const board = layers[0]!
  expect(positionsOf(board.locked, board.codes.length)).toHaveLength(board.codes.length)
  const { reconstruction } = importResultSchema.parse(job.result!.data)
  const { clip } = store.description.manifest
  let bits = 0
  expect(reconstruction.map(({ layers: count }) => count)).toEqual(store.pack.layers.map((_, index) => index + 1))
  for (const [index, shape] of store.pack.layers.entries()) {
    bits += countCells(shape.grid) * shape.bits
    expect(reconstruction[index]!.bitsPerPixel).toBeCloseTo(bits / (clip.frames * clip.height * clip.width), 9)
    expect(reconstruction[index]!.psnr).toBeGreaterThan(1)
  }
  expect(await readdir(join(store.workFolder, 'import'))).toEqual([])
})

test('one undo takes an import back', async () => {
  const files = await writeSample('mp4', createMovingPicture(20), store.outFolder)
  const { assetId } = await store.importing['import.keep']({ projectId, files })
  await store.runJob({ kind: 'import', projectId, shotId: null, assetId: assetId as AssetId, options: {} })
  expect((await store.call('shots.list', { projectId })).shots).toHaveLength(1)
  await store.call('history.undo', { projectId })
  expect((await store.call('shots.list', { projectId })).shots).toHaveLength(0)
})

test('what is no video is neither examined nor kept', async () => {
  const path = join(store.outFolder, 'page.mp4')
  await writeFile(path, '<html></html>')
  await expect(store.importing['import.examine']({ files: [path] })).rejects.toMatchObject({ kind: 'file' })
  await expect(store.importing['import.keep']({ projectId, files: [path] })).rejects.toMatchObject({ kind: 'file' })
})

test('a sound file is kept, and heard in an export', async () => {
  const { take } = await store.addShot(projectId, 'one', 1)
  const path = join(store.outFolder, 'tone')
  await writeFile(path, makeTone(1))
  const { assetId } = await store.importing['import.keep']({ projectId, files: [path] })
  const target = join(store.outFolder, 'x.mp4')
  expect(await store.exportTo(target, { kind: 'take', takeId: take.id }, { format: 'mp4', audioAssetId: assetId })).toMatchObject({ state: 'done' })
})
