/**
 * The benchmark: `npm run bench`. How fast the studio is on this machine, beside the same machine's limits and beside the
 * two libraries that somebody else would have used. What it measures and how: docs/performance.md.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { locateApplication, version } from '../src/main/application.ts'
import { listPackFolders, locateFolders } from '../src/main/folders.ts'
import { findPack } from '../src/main/inference/find-packs.ts'
import { readManifest } from '../src/main/inference/pack-files.ts'
import { StudioError } from '../src/shared/errors.ts'
import { Child } from './contestants/child.ts'
import { compareSteps, ourId, type Entrant } from './contestants/compare.ts'
import type { MachineMeasurement } from './contestants/machine.ts'
import { quietShare, watchOthers } from './measure/quiet.ts'
import { stepBytes } from './measure/roofline.ts'
import { buildLlamaGguf } from './models/llama-gguf.ts'
import { buildLlamaOnnx, describeLlama } from './models/llama-onnx.ts'
import { shapeOf, type ModelShape } from './models/shape.ts'
import { readOptions, usage, type BenchOptions } from './options.ts'
import { installPeers } from './peers/install.ts'
import { replaceMeasured } from './report/performance-page.ts'
import { reportRoofline, summarize, type Findings } from './report/report.ts'
import { listTables, toMarkdown, toText } from './report/tables.ts'
import { measureStore } from './store/measure-store.ts'
import { timeClips } from './studio/clip-times.ts'
import type { ServicesMeasurement } from './studio/services.ts'

/** Lengths of the cache that steps are timed after. */
const pasts = [16, 400, 1200, 2400]
/** More than any cache of a processor holds. */
const memoryBytes = 256 * 2 ** 20

async function run(options: BenchOptions): Promise<void> {
  const say = (text: string) => void process.stderr.write(`${text} …\n`)
  const folder = await findPack(options.pack, listPackFolders(locateApplication(), locateFolders()), process.env['INIT_CWD'])
  const { manifest } = await readManifest(folder)
  const shape = shapeOf(manifest)
  const others = [await watchOthers()]
  say('Measuring the machine')
  const readBytes = [stepBytes(shape, { rows: 2, positions: 1, past: pasts.at(-1)! }), memoryBytes]
  const machine = await callOnce<MachineMeasurement>('./contestants/machine.ts', { threads: options.threads, rounds: 3 * options.rounds, readBytes })
  say('Making clips')
  const clip = await timeClips(folder, options.threads, options.rounds)
  others.push(await watchOthers())
  say('Running jobs through the studio')
  const services = await callOnce<ServicesMeasurement>('./studio/services.ts', { packFolder: folder, clips: options.rounds })
  say('Comparing steps')
  const blocks = [...new Set(manifest.layers.map(({ block }) => block))].filter((block) => block > 1).slice(-1)
  const comparison = await compareWithPeers(folder, shape, options, blocks)
  others.push(await watchOthers())
  if (options.shots > 0) say('Measuring the store')
  const store = options.shots > 0 ? await measureStore(options.shots) : null
  const findings: Findings = { clip, services, comparison, machine, shape, stepBytesPerSecond: machine.bytesPerSecond[0]! }
  const summary = summarize(findings)
  const tables = listTables(summary, findings)
  const isQuiet = Math.max(...others) <= quietShare
  const circumstances = {
    version, node: process.version, processor: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), threads: options.threads,
    pack: { id: manifest.id, version: manifest.version, hash: clip.description.packHash },
    date: new Date().toISOString().slice(0, 10), busyWithOthers: others, isQuiet
  }
  if (options.json) {
    const { description: _, ...times } = clip
    const details = { times, services, comparison, machine, shape, roofline: reportRoofline(findings), store }
    process.stdout.write(`${JSON.stringify({ summary, circumstances, ...details })}\n`)
  } else {
    const fastEnough = store?.rows.filter(({ isMedianUnderBar }) => isMedianUnderBar).length
    const storeLine = store ? [`Store with ${store.shots} shots: ${fastEnough} of ${store.rows.length} queries under their bar`] : []
    process.stdout.write(`${[...tables.map(toText), ...storeLine].join('\n\n')}\n`)
  }
  if (!isQuiet) {
    const worst = Math.round(100 * Math.max(...others))
    process.stderr.write(`Other programs kept the machine ${worst} % busy: these figures are no measure of the studio.\n`)
  }
  if (options.isWriting) {
    const { processor, cores, threads, pack, date } = circumstances
    const setting = `Measured on ${date}: ${processor}, ${cores} cores, ${threads} threads, Node ${process.version}, pack ${pack.id} ${pack.version} (${pack.hash.slice(0, 12)}).`
    writePage([setting, ...tables.map(toMarkdown)].join('\n\n'), isQuiet)
  }
}

async function compareWithPeers(packFolder: string, shape: ModelShape, { threads, rounds, steps, hasPeers }: BenchOptions, blocks: readonly number[]) {
  const models = mkdtempSync(join(tmpdir(), 'hitvideo-bench-'))
  const entrants: Entrant[] = [{ id: ourId, module: new URL('./contestants/ours.ts', import.meta.url), setup: { folder: packFolder, threads, rows: 2 } }]
  const absent: Record<string, { reason: string }> = {}
  const addPeer = (id: string, name: string, writeModel: () => void) => {
    try {
      writeModel()
      entrants.push({ id, module: new URL(`./peers/${name}.ts`, import.meta.url), setup: { folder: models, threads, rows: 2 } })
    } catch (error) {
      absent[id] = { reason: error instanceof Error ? error.message : String(error) }
    }
  }
  try {
    const obstacle = hasPeers ? installPeers() : 'left out with --no-peers'
    if (obstacle === null) {
      mkdirSync(join(models, 'llama', 'onnx'), { recursive: true })
      addPeer('transformersJs', 'transformers-js', () => {
        writeFileSync(join(models, 'llama', 'config.json'), JSON.stringify(describeLlama(shape)))
        writeFileSync(join(models, 'llama', 'onnx', 'model_quantized.onnx'), buildLlamaOnnx(shape))
      })
      addPeer('llamaCpp', 'llama-cpp', () => writeFileSync(join(models, 'llama.gguf'), buildLlamaGguf(shape)))
    } else {
      process.stderr.write(`No peers: ${obstacle}.\n`)
      for (const id of ['transformersJs', 'llamaCpp']) absent[id] = { reason: obstacle }
    }
    const comparison = await compareSteps(entrants, { pasts, rounds, steps, blocks })
    return { ...comparison, contestants: { ...comparison.contestants, ...absent } }
  } finally {
    rmSync(models, { recursive: true, force: true })
  }
}

/** Calls `measure` of a module in a process of its own. */
async function callOnce<Result>(module: string, params: unknown): Promise<Result> {
  const child = new Child(new URL(module, import.meta.url))
  try {
    return await child.call<Result>('measure', params)
  } finally {
    child.stop()
  }
}

function writePage(measured: string, isQuiet: boolean): void {
  if (!isQuiet) {
    process.stderr.write('docs/performance.md was not changed: run the benchmark when nothing else runs.\n')
    process.exitCode = 1
    return
  }
  const file = join(locateApplication(), 'docs', 'performance.md')
  writeFileSync(file, replaceMeasured(readFileSync(file, 'utf8'), measured))
}

/** The options, or null where nothing is to be measured: help was asked for, or a word cannot be read. */
function readWords(): BenchOptions | null {
  try {
    const options = readOptions(process.argv.slice(2), availableParallelism())
    if (options === null) process.stdout.write(usage)
    return options
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exitCode = 2
    return null
  }
}

try {
  const options = readWords()
  if (options) await run(options)
} catch (error) {
  // What the studio expects to go wrong explains itself; anything else is a defect.
  process.stderr.write(`${error instanceof StudioError ? error.message : (error as Error).stack}\n`)
  process.exitCode = 1
}
