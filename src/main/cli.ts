/** The command line: one prompt to one or more MP4s. A thin host like the other two. */
import { StudioError } from '../shared/errors.ts'
import { locateApplication } from './application.ts'
import { makeClips } from './command-line/make-clips.ts'
import { readOptions, usage, type GenerateOptions } from './command-line/options.ts'
import { EngineClient } from './engine/client.ts'
import { listPackFolders, locateFolders } from './folders.ts'
import { findPack } from './inference/find-packs.ts'
import { requireNode } from './require-node.ts'

/** 0: done; 1: something failed; 2: the command cannot be right; 130: interrupted. */
type ExitStatus = 0 | 1 | 2 | 130

async function run(words: readonly string[]): Promise<ExitStatus> {
  const options = readOptions(words)
  if (!options) {
    process.stdout.write(usage)
    return 0
  }
  const packFolders = listPackFolders(locateApplication(), locateFolders())
  const packFolder = await findPack(options.pack ?? process.env['HITVIDEO_PACK'] ?? null, packFolders)
  const { device, threads } = options
  const engine = new EngineClient({ setup: { packFolder, providers: device ? [device] : undefined, threads } })
  try {
    return await make(engine, options)
  } finally {
    engine.stop()
  }
}

async function make(engine: EngineClient, options: GenerateOptions): Promise<ExitStatus> {
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort())
  const report = await makeClips(engine, options, process.stderr, interruption.signal).catch((error: unknown) => {
    if (interruption.signal.aborted) return null
    throw error
  })
  if (!report) {
    process.stderr.write('Interrupted: nothing half-written was left behind.\n')
    return 130
  }
  if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`)
  return 0
}

requireNode()
try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof StudioError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.kind === 'invalid-input' ? 2 : 1
}
