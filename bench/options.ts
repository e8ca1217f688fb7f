/** The benchmark's command line. */
import { parseArgs } from 'node:util'

export interface BenchOptions {
  readonly json: boolean
  /** Id or folder; null: the first pack there is. */
  readonly pack: string | null
  /** Of every contestant. */
  readonly threads: number
  /** How often everything is measured. */
  readonly rounds: number
  /** Steps of one burst. */
  readonly steps: number
  readonly hasPeers: boolean
  /** Shots of the library that the store is measured with; 0: the store is left out. */
  readonly shots: number
  /** Put the table into docs/performance.md; refused where the machine was not quiet. */
  readonly isWriting: boolean
}

export const usage = `npm run bench -- [options]

  --json         one JSON object on standard output instead of tables
  --pack P       id or folder of the pack (default: the embedded one)
  --threads N    threads of every contestant (default: as the engine chooses)
  --rounds N     how often each thing is measured (default 7)
  --steps N      language-model steps of one burst (default 8)
  --no-peers     without @huggingface/transformers and node-llama-cpp
  --shots N      shots of the library the store is measured with (default 10000; 0: none)
  --write        put the table into docs/performance.md, if the machine was quiet
`

/**
 * Reads the words after the command's name.
 * @param cores that the machine has
 * @returns null where help was asked for
 * @throws TypeError or RangeError naming the word that cannot be read
 */
export function readOptions(words: readonly string[], cores: number): BenchOptions | null {
  const { values } = parseArgs({
    args: [...words],
    options: {
      json: { type: 'boolean', default: false }, pack: { type: 'string' }, threads: { type: 'string' }, rounds: { type: 'string' },
      steps: { type: 'string' }, 'no-peers': { type: 'boolean', default: false }, shots: { type: 'string' },
      write: { type: 'boolean', default: false }, help: { type: 'boolean', default: false }
    }
  })
  if (values.help) return null
  return {
    json: values.json,
    pack: values.pack ?? null,
    threads: readCount('threads', values.threads, Math.min(cores, 8), 1),
    rounds: readCount('rounds', values.rounds, 7, 1),
    steps: readCount('steps', values.steps, 8, 1),
    hasPeers: !values['no-peers'],
    shots: readCount('shots', values.shots, 10_000, 0),
    isWriting: values.write
  }
}

function readCount(name: string, text: string | undefined, otherwise: number, least: number): number {
  const count = text === undefined ? otherwise : Number(text)
  if (!Number.isInteger(count) || count < least) throw new RangeError(`--${name} must be a whole number from ${least} on, not "${text}"`)
  return count
}
