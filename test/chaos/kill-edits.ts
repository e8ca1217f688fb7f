/** One round: start the worker on a library, kill it at a random moment, look at what it left. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openConnection } from '../../src/main/database/connection.ts'
import { readMessages } from './messages.ts'
import { countStored, verify } from './verify.ts'
import type { Facts } from './facts.ts'
import type { WorkerMessage } from './messages.ts'

export interface Round {
  /** The step that was under way: an operation's name, `opening`, or `between`. */
  readonly killedDuring: string
  readonly acknowledged: number
  readonly resumed: number
  readonly compared: number
  readonly losses: readonly string[]
  readonly facts: Facts
}

const workerFile = fileURLToPath(new URL('worker.ts', import.meta.url))

/**
 * Runs a process of Node until it is killed or ends.
 * @param startsWith what it must have written before the delay begins; null: it begins at once
 * @param beforeKill is given what was written so far, and may do something else first
 * @returns its output
 */
export async function runUntilKilled(
  args: readonly string[], delayMilliseconds: number, startsWith: string | null,
  beforeKill: (output: string) => Promise<void> = () => Promise.resolve()
): Promise<{ output: string; errors: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  let timer: NodeJS.Timeout | undefined
  const arm = (): void => {
    timer ??= setTimeout(() => void beforeKill(output).finally(() => child.kill('SIGKILL')), delayMilliseconds)
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (startsWith !== null && output.includes(startsWith)) arm()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  if (startsWith === null) arm()
  await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  return { output, errors }
}

/**
 * @param folder library; exports go beside it
 * @param delay milliseconds until the kill, from the start of the process or, with `afterOpening`, from the open library
 */
export async function killDuringEdits(
  folder: string, known: Facts, round: { seed: number; delay: number; afterOpening: boolean }
): Promise<Round> {
  const exports = join(folder, 'temporary')
  const before = readStored(folder, known)
  const marker = round.afterOpening ? '"type":"open"' : null
  const { output, errors } = await runUntilKilled([workerFile, folder, exports, String(round.seed)], round.delay, marker)
  const messages = readMessages(output)
  const last = messages.at(-1)
  const verdict = verify(join(folder, 'library.db'), known, messages, (name) => join(exports, name))
  const losses = [...verdict.losses, ...findRepeats(messages, before)]
  // A worker that ended by itself has met an error.
  if (errors !== '') losses.push(`the worker failed: ${errors.slice(0, 500)}`)
  return {
    killedDuring: last === undefined ? 'opening' : last.type === 'begin' ? last.operation : 'between',
    acknowledged: messages.filter((message) => message.type === 'done').length,
    resumed: messages.filter((message) => message.type === 'drawn' && message.position > 0).length,
    compared: verdict.compared,
    losses,
    facts: verdict.facts
  }
}

/** Stored tokens by job and layer, as they are before the worker starts. */
function readStored(folder: string, known: Facts): (jobId: string, layer: number) => number {
  // Nothing is known of a library that was killed while it was being made.
  if (known.size === 0) return () => 0
  const connection = openConnection(join(folder, 'library.db'))
  try {
    const jobs = connection.all<{ id: string; sequence: number }>('SELECT id, sequence FROM job')
    const counts = new Map(
      jobs.flatMap(({ id, sequence }) => [3, 2, 0].map((layer): [string, number] => [`${id}/${layer}`, countStored(connection, sequence, layer)]))
    )
    return (jobId, layer) => counts.get(`${jobId}/${layer}`) ?? 0
  } finally {
    connection.close()
  }
}

/** Jobs that drew again a token that was stored already: they did not go on inside their layer. */
function findRepeats(messages: readonly WorkerMessage[], stored: (jobId: string, layer: number) => number): string[] {
  return messages.flatMap((message) => {
    if (message.type !== 'drawn') return []
    const expected = stored(message.jobId, message.layer)
    return message.position < expected ? [`repeated: job ${message.jobId} drew ${message.position} of layer ${message.layer}, ${expected} were stored`] : []
  })
}
