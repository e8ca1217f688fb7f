/**
 * `npm run bench:export -- --shots 20`: exports of a storyboard through queue, database, engine and ffmpeg, and the memory
 * that each takes above idle. Prints JSON. The frames are 128 × 128, 64 a shot, whatever the pack's size, unless `--pack`
 * names a folder: then they are that pack's own.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createFfmpegFinder } from '../../src/main/pipeline/5-export/find-ffmpeg.ts'
import { createEngine } from '../../src/main/services/engine.ts'
import { createExportRunner } from '../../src/main/services/export/export-runner.ts'
import { hideTypes } from '../../src/main/services/queue/runner.ts'
import { createEngines } from '../../src/main/services/queue/runners/engines.ts'
import { toPackReference } from '../../src/main/services/queue/runners/generation.ts'
import { openStore } from '../../src/main/services/store.ts'
import { takesMethods } from '../../src/shared/contract/takes.ts'
import { countCells } from '../../src/shared/tokens/layout.ts'
import { createRandom } from '../../test/fuzz/draw-json.ts'
import { fixtureFolder } from '../../test/model-pack/packs.ts'
import { withLargeFrames } from './large-frames.ts'
import { watchMemory } from './memory.ts'
import type { ExportChoices } from '../../src/shared/export/options.ts'
import type { JobId, ProjectId } from '../../src/shared/storyboard/ids.ts'
import type { ExportRequest } from '../../src/shared/storyboard/job.ts'
import type { PackReference } from '../../src/shared/storyboard/take.ts'
import type { Store } from '../../src/main/services/store.ts'
import type { Held } from './memory.ts'

const barMegabytes = 500
const { values } = parseArgs({ options: { shots: { type: 'string', default: '20' }, pack: { type: 'string' } } })
const shots = Number(values.shots)

const exports: readonly { readonly name: string; readonly choices: ExportChoices }[] = [
  { name: 'mp4 4×', choices: { format: 'mp4', scale: 4 } },
  { name: 'mp4 lossless', choices: { format: 'mp4', quality: 'lossless' } },
  { name: 'mp4 at 24 frames/s with captions', choices: { format: 'mp4', scale: 2, framesPerSecond: 24, captions: true } },
  { name: 'webm', choices: { format: 'webm', quality: 'small' } },
  { name: 'gif', choices: { format: 'gif' } },
  { name: 'png sequence', choices: { format: 'png-sequence' } },
  { name: 'contact sheet', choices: { format: 'contact-sheet' } },
  { name: 'pdf', choices: { format: 'pdf', panelsPerPage: 6 } },
  { name: 'timeline', choices: { format: 'timeline' } }
]

const quiet = { info: () => undefined, warn: () => undefined, error: (fields: unknown) => process.stderr.write(`${JSON.stringify(fields)}\n`) }

async function addShots({ handlers }: Store, pack: PackReference): Promise<ProjectId> {
  const { project } = await handlers['projects.create']({ name: 'Twenty shots', packId: null })
  const random = createRandom(1)
  for (let index = 0; index < shots; index++) {
    const prompt = `shot ${index}: a dog runs to the right on a beach`
    const fields = { prompt, notes: 'Wide, then close.', dialogue: `Größe ${index}` }
    const shot = await handlers['shots.create']({ projectId: project.id as ProjectId, beforeShotId: null, fields })
    const layers = pack.layers.map(({ index: layer, grid, bits }) => {
      const codes = Array.from({ length: countCells(grid) }, () => Math.floor(random() * 2 ** bits))
      return { layer, codes, masked: null, locked: null, stale: null }
    })
    const take = { shotId: shot.id, pack, layers, seed: index, sampling: [], prompt, negativePrompt: '' }
    await handlers['takes.create'](takesMethods['takes.create'].input.parse(take))
  }
  return project.id as ProjectId
}

async function runExport({ handlers }: Store, projectId: ProjectId, choices: ExportChoices, file: string): Promise<void> {
  const options = { ...choices, target: { file } } as unknown as ExportRequest['options']
  const job = await handlers['queue.add']({ request: { kind: 'export', scope: { kind: 'project', projectId }, options }, first: false })
  for (;;) {
    const { state, error } = await handlers['queue.get']({ jobId: job.id as JobId })
    if (state === 'done') return
    if (state === 'failed' || state === 'cancelled') throw new Error(`the export ended ${state}: ${error?.message ?? ''}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const root = await mkdtemp(join(tmpdir(), 'hitvideo-bench-'))
const engine = createEngine({ packFolders: [], wantedPack: values.pack ?? fixtureFolder, fork: undefined, log: quiet })
const clip = { frames: 64, framesPerSecond: 8, height: 128, width: 128 }
const engines = values.pack === undefined ? withLargeFrames(engine, clip) : createEngines(engine)
const files = { resolve: (handle: string) => handle }
try {
  const store = await openStore({ folder: join(root, 'library'), emit: () => undefined, log: quiet, files })
  store.start([
    hideTypes(
      createExportRunner({
        engines, files, ffmpeg: createFfmpegFinder(() => []), library: store.library.folder, workFolder: join(root, 'work'),
        fontsFolder: join(import.meta.dirname, '..', '..', 'resources', 'fonts'), tool: 'HiTVideo Studio bench'
      })
    )
  ])
  const projectId = await addShots(store, toPackReference(await engine.ready()))
  const out = join(root, 'out')
  await mkdir(out)
  const rows: ({ readonly name: string; readonly seconds: number; readonly isUnderBar: boolean } & Held)[] = []
  for (const [index, { name, choices }] of exports.entries()) {
    const target = join(out, String(index))
    const began = performance.now()
    const held = await watchMemory(() => runExport(store, projectId, choices, target))
    rows.push({ name, seconds: Math.round(performance.now() - began) / 1000, ...held, isUnderBar: held.allAboveIdleMegabytes < barMegabytes })
    await rm(target, { recursive: true })
  }
  await store.close()
  process.stdout.write(`${JSON.stringify({ shots, barMegabytes, rows }, null, 2)}\n`)
  if (rows.some(({ isUnderBar }) => !isUnderBar)) process.exitCode = 1
} finally {
  engine.stop()
  await rm(root, { recursive: true, force: true })
}
