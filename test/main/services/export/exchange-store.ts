/** A store with export and import on the fixture pack's real engine, and takes that this pack made. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createFfmpegFinder } from '../../../../src/main/pipeline/5-export/find-ffmpeg.ts'
import { createExportRunner } from '../../../../src/main/services/export/export-runner.ts'
import { createExportService } from '../../../../src/main/services/export/export-service.ts'
import { createImportRunner } from '../../../../src/main/services/import/import-runner.ts'
import { createImportService } from '../../../../src/main/services/import/import-service.ts'
import { hideTypes } from '../../../../src/main/services/queue/runner.ts'
import { toPackReference } from '../../../../src/main/services/queue/runners/generation.ts'
import { prepareLibraryFolder } from '../../../../src/main/database/library-folder.ts'
import { exportOptionsSchema } from '../../../../src/shared/export/options.ts'
import { toBits } from '../../../../src/shared/storyboard/bits.ts'
import { countCells } from '../../../../src/shared/tokens/layout.ts'
import { createRandom } from '../../../fuzz/draw-json.ts'
import { openFixtureEngine } from '../../pipeline/fixture-engine.ts'
import { makeFolder, openTestStore, untilJob } from '../../test-store.ts'
import type { ExportChoices } from '../../../../src/shared/export/options.ts'
import type { ProjectId, ShotId } from '../../../../src/shared/storyboard/ids.ts'
import type { ExportRequest, ImportRequest } from '../../../../src/shared/storyboard/job.ts'
import type { LayerTokens } from '../../../../src/shared/storyboard/take.ts'
import type { Engines } from '../../../../src/main/services/queue/runners/generation.ts'

type WithoutTarget<Choices> = Choices extends unknown ? Omit<Choices, 'target'> : never

export async function openExchangeStore() {
  const folder = makeFolder()
  const fixture = await openFixtureEngine()
  const description = await fixture.call('describe', {})
  const engines: Engines = {
    open: () =>
      Promise.resolve({
        engine: { call: (method, params, options = {}) => fixture.call(method, params, options.onEvent, options.signal) },
        description
      })
  }
  const library = prepareLibraryFolder(join(folder, 'library'))
  const files = { resolve: (handle: string) => handle }
  const ffmpeg = createFfmpegFinder(() => [])
  const workFolder = join(folder, 'work')
  const store = await openTestStore({
    folder: library.root,
    runners: [
      hideTypes(createExportRunner({ engines, files, ffmpeg, library, workFolder: join(workFolder, 'export'), fontsFolder: 'resources/fonts', tool: 'HiTVideo Studio test' })),
      hideTypes(createImportRunner({ engines, ffmpeg, library, workFolder: join(workFolder, 'import') }))
    ]
  })
  onTestFinished(() => store.close())
  const pack = toPackReference(description)
  const exporting = createExportService({ read: store.workspace.read, engines, ffmpeg })
  const importing = createImportService({ workspace: store.workspace, library, files })

  /** Random tokens of the fixture pack. */
  const drawLayers = (seed: number): LayerTokens[] => {
    const random = createRandom(seed)
    return pack.layers.map(({ index, grid, bits }, order) => {
      const count = countCells(grid)
      const codes = Array.from({ length: count }, () => Math.floor(random() * 2 ** bits))
      const locked = order === 0 ? toBits([0], count) : null
      return { layer: index, codes, masked: null, locked, stale: null }
    })
  }
  const addShot = async (projectId: ProjectId, prompt: string, seed: number, durationSeconds?: number) => {
    const fields = { prompt, notes: 'note & <b>', dialogue: `Größe ${seed}`, ...(durationSeconds === undefined ? {} : { durationSeconds }) }
    const shot = await store.call('shots.create', { projectId, fields })
    const take = await store.call('takes.create', { shotId: shot.id, pack, layers: drawLayers(seed), seed, sampling: [], prompt, negativePrompt: '' })
    return { shot, take }
  }
  const runJob = async (request: ExportRequest | ImportRequest) => {
    const job = await store.call('queue.add', { request })
    return untilJob(store, job.id)
  }
  const exportTo = (target: string, scope: ExportRequest['scope'], choices: WithoutTarget<ExportChoices>, overwrite = false) =>
    runJob({ kind: 'export', scope, options: JSON.parse(JSON.stringify({ ...choices, target: { file: target, overwrite } })) as ExportRequest['options'] })
  const planExport = (scope: ExportRequest['scope'], choices: WithoutTarget<ExportChoices>) =>
    exporting['export.plan']({ scope, options: exportOptionsSchema.parse(choices) })
  const tokensOf = async (shotId: ShotId) => {
    const { takes } = await store.call('takes.list', { shotId })
    return Promise.all(takes.map(async (take) => ({ take, tokens: await store.call('takes.tokens', { takeId: take.id }) })))
  }
  const outFolder = join(folder, 'out')
  await mkdir(outFolder)
  return { ...store, folder, workFolder, outFolder, library, pack, description, engines, fixture, exporting, importing, addShot, runJob, planExport, exportTo, tokensOf }
}

export type ExchangeStore = Awaited<ReturnType<typeof openExchangeStore>>
