/** One round: the studio's queue and the real engine make takes, and one of the two processes is killed; what is left must be right. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openConnection } from '../../src/main/database/connection.ts'
import type { Connection } from '../../src/main/database/connection.ts'
import { readChunks } from '../../src/main/database/jobs.ts'
import { readLayers } from '../../src/main/database/layers.ts'
import type { TokensByLayer } from '../../src/shared/contract/engine.ts'
import type { TakeId } from '../../src/shared/storyboard/ids.ts'
import type { JobRequest } from '../../src/shared/storyboard/job.ts'
import { runUntilKilled } from './kill-edits.ts'
import { readMessages, type GenerationMessage } from './messages.ts'
import { checkSoundness } from './verify.ts'

export interface GenerationRound {
  /** The layer whose step was under way. */
  readonly killedDuring: string
  readonly made: number
  /** Codes that were compared with those of an uninterrupted run. */
  readonly compared: number
  readonly losses: readonly string[]
}

const workerFile = fileURLToPath(new URL('generation-worker.ts', import.meta.url))
/** After its engine was killed the studio has this long to start another one and go on. */
const healingMilliseconds = 900

/** @param delay milliseconds until the kill, from the start of the queue */
export async function killDuringGeneration(
  folder: string, expected: readonly TokensByLayer[], round: { seed: number; delay: number; isEngineKilled: boolean }
): Promise<GenerationRound> {
  const args = [workerFile, folder, String(round.seed)]
  const marker = '"type":"engine"'
  const findEngine = (output: string) => readMessages<GenerationMessage>(output).find(({ type }) => type === 'engine')
  let killedAt: GenerationMessage | undefined
  const { output, errors } = await runUntilKilled(args, round.delay, marker, async (soFar) => {
    killedAt = readMessages<GenerationMessage>(soFar).at(-1)
    const engine = findEngine(soFar)
    if (!round.isEngineKilled || engine?.type !== 'engine') return
    process.kill(engine.pid, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, healingMilliseconds))
  })
  const messages = readMessages<GenerationMessage>(output)
  const made = messages.flatMap((message) => (message.type === 'made' ? message.takeIds : []))
  const verdict = checkGenerated(join(folder, 'library.db'), expected, made)
  // A worker that ended by itself has met an error.
  if (errors !== '') verdict.losses.push(`the worker failed: ${errors.slice(0, 500)}`)
  const victim = round.isEngineKilled ? 'engine' : 'studio'
  const place = killedAt?.type === 'step' ? `layer ${killedAt.layer}` : 'between steps'
  return { killedDuring: `generation, ${victim}, ${place}`, made: made.length, ...verdict }
}

/** Lets all jobs come to their end, and checks that no take was left unfinished. */
export async function finishGeneration(folder: string, expected: readonly TokensByLayer[]): Promise<string[]> {
  const { errors } = await runUntilKilled([workerFile, folder, '0', 'last'], 120_000, null)
  const { losses, unfinished } = checkGenerated(join(folder, 'library.db'), expected, [])
  if (errors !== '') losses.push(`the last worker failed: ${errors.slice(0, 500)}`)
  return unfinished === 0 ? losses : [...losses, `${unfinished} takes or jobs were never finished`]
}

function checkGenerated(
  database: string, expected: readonly TokensByLayer[], made: readonly TakeId[]
): { losses: string[]; compared: number; unfinished: number } {
  const connection = openConnection(database)
  try {
    const losses = checkSoundness(connection)
    let compared = 0
    const compare = (what: string, seed: number, layer: number, positions: Iterable<number>, codes: readonly number[]): void => {
      let i = 0
      for (const position of positions) {
        const code = codes[i++]
        compared++
        if (expected[seed]?.[layer]?.[position] !== code) losses.push(`other code: ${what}, layer ${layer}, position ${position}`)
      }
    }
    const takes = connection.all<{ id: TakeId; seed: number }>('SELECT id, seed FROM take')
    let unfinished = 0
    for (const { id, seed } of takes) {
      const layers = readLayers(connection, id)
      if (layers.length < Object.keys(expected[0]!).length) unfinished++
      for (const { layer, codes } of layers) compare(`take ${id}`, seed, layer, codes.keys(), codes)
    }
    losses.push(...made.filter((id) => !takes.some((take) => take.id === id)).map((id) => `lost: take ${id}`))
    for (const { sequence, request } of connection.all<{ sequence: number; request: string }>("SELECT sequence, request FROM job WHERE state <> 'done'")) {
      unfinished++
      for (const chunk of readChunks(connection, sequence)) {
        if ('masked' in chunk) continue
        compare(`job ${sequence}`, findSeed(connection, JSON.parse(request) as JobRequest, chunk.takeIndex), chunk.layer, chunk.positions, chunk.codes)
      }
    }
    return { losses, compared, unfinished }
  } finally {
    connection.close()
  }
}

function findSeed(connection: Connection, request: JobRequest, takeIndex: number): number {
  if (request.kind === 'board') return request.seeds[takeIndex] ?? -1
  if (request.kind !== 'densify') return -1
  return connection.one<{ seed: number }>('SELECT seed FROM take WHERE id = ?', request.takeId)?.seed ?? -1
}
