/** The command line's words → checked options. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { InvalidInputError } from '../../shared/errors.ts'
import { candidateCount, samplingSchema } from '../../shared/model-pack.ts'

export const usage = `Usage: npm run generate -- "a dog runs to the right on a beach" [options]

  --out FILE          the MP4 to write (default: named after the prompt); several takes are numbered
  --seed N            same seed, pack and device: the same clip (default: random, and reported)
  --takes N           clips with seeds N, N+1, … (1 to 64)
  --candidates N      clips to draw below each board, of which the one is kept that shows the prompt best
                      (1 to 16; default: the pack's)
  --layers N          stop after N layers from the top: a coarse preview
  --guidance X        how closely to follow the prompt (default: the pack's)
  --temperature X     0 always takes the likeliest token
  --top-k N           draw from the N likeliest only; 0: from all
  --top-p X           draw from the likeliest that make up the share X
  --negative TEXT     what the clip must not show
  --no-masking        sample every detail token, also where nothing moves
  --scale N           enlarge the video N times (1 to 16)
  --pack ID|FOLDER    another model pack
  --device NAME       cpu, cuda, dml or coreml (default: the fastest that works)
  --threads N         threads of the processor
  --json              print one JSON object
  --help              print this
`

const names = {
  out: { type: 'string' },
  seed: { type: 'string' },
  takes: { type: 'string' },
  candidates: { type: 'string' },
  layers: { type: 'string' },
  guidance: { type: 'string' },
  temperature: { type: 'string' },
  'top-k': { type: 'string' },
  'top-p': { type: 'string' },
  negative: { type: 'string' },
  'no-masking': { type: 'boolean' },
  scale: { type: 'string' },
  pack: { type: 'string' },
  device: { type: 'string' },
  threads: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' }
} as const

const number = z
  .string()
  .trim()
  .regex(/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i, 'must be a number')
  .transform(Number)
const { guidance, temperature, topK, topP } = samplingSchema.shape

const optionsSchema = z.object({
  prompt: z.string().refine((text) => text.trim() !== '', 'is empty: say in a few words what the clip shows'),
  out: z.string().min(1).optional(),
  seed: number.pipe(z.int().min(0)).optional(),
  takes: number.pipe(z.int().min(1).max(64)).default(1),
  candidates: number.pipe(candidateCount).optional(),
  layers: number.pipe(z.int().min(1).max(16)).optional(),
  guidance: number.pipe(guidance).optional(),
  temperature: number.pipe(temperature).optional(),
  'top-k': number.pipe(topK).optional(),
  'top-p': number.pipe(topP).optional(),
  negative: z.string().default(''),
  'no-masking': z.boolean().default(false),
  scale: number.pipe(z.number().gt(0).max(16)).default(1),
  pack: z.string().min(1).optional(),
  device: z.enum(['cpu', 'cuda', 'dml', 'coreml']).optional(),
  threads: number.pipe(z.int().min(1).max(256)).optional(),
  json: z.boolean().default(false)
})

export type GenerateOptions = z.output<typeof optionsSchema>

const refuse = (reason: string, field?: string, cause?: unknown): never => {
  const remedy = 'See npm run generate -- --help'
  throw new InvalidInputError({ operation: 'read the command', reason, remedy, field }, { cause })
}

/**
 * Reads the command's words.
 * @returns null where help was asked for
 * @throws InvalidInputError naming the option
 */
export function readOptions(words: readonly string[]): GenerateOptions | null {
  const { values, positionals } = parse(words)
  if (values.help) return null
  if (positionals.length === 0) refuse('there is no prompt', 'prompt')
  const parsed = optionsSchema.safeParse({ ...values, prompt: positionals.join(' ') })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const name = String(issue?.path[0] ?? '')
  return refuse(`${name === 'prompt' ? 'the prompt' : `--${name}`} ${describe(issue?.message ?? '')}`, name)
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: names, allowPositionals: true, strict: true })
  } catch (error) {
    return refuse(error instanceof Error ? error.message.split('\n', 1)[0]! : String(error), undefined, error)
  }
}

/** zod's "Too big: expected number to be <=64" as the end of a sentence. */
function describe(message: string): string {
  return /^[A-Z]/.test(message) ? `is out of range: ${message.charAt(0).toLowerCase()}${message.slice(1)}` : message
}
