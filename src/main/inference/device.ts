/** Which execution provider runs the graphs, and with which session options. */
import { availableParallelism } from 'node:os'
import { InferenceSession, env } from 'onnxruntime-node'
import type { Device } from '../../shared/contract/engine.ts'
import { InvalidInputError, UnavailableError } from '../../shared/errors.ts'

// ONNX Runtime also prints what it throws; a provider that is not there would fill the log at every start.
env.logLevel = 'fatal'

type Provider = 'cuda' | 'dml' | 'coreml' | 'cpu'

/** Providers worth trying, fastest first. The processor is always last: it is always there. */
const platformProviders: Partial<Record<NodeJS.Platform, readonly Provider[]>> = {
  linux: ['cuda', 'cpu'],
  win32: ['cuda', 'dml', 'cpu'],
  darwin: ['coreml', 'cpu']
}

const isProvider = (name: string): name is Provider => ['cuda', 'dml', 'coreml', 'cpu'].includes(name)

/**
 * Session options of one provider. Threads spin between the nodes of a run, which are many and short, and stop with
 * it: left alone they would burn a core for tens of milliseconds more (docs/performance.md). One provider only: a list
 * with a missing one throws as a whole.
 */
export function sessionOptions({
  provider,
  threads
}: Pick<Device, 'provider' | 'threads'>): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Failures are thrown; what ONNX Runtime prints besides would only fill the log.
    logSeverityLevel: 4,
    extra: { session: { force_spinning_stop: '1', intra_op: { allow_spinning: '1' }, inter_op: { allow_spinning: '0' } } }
  }
}

/**
 * Tries providers one at a time with a real graph of the pack and takes the first that opens it.
 * @param wanted only these, in this order; undefined: the platform's
 * @throws InvalidInputError for an unknown provider, UnavailableError when none of those named opens the graph
 */
export async function chooseDevice(
  graphFile: string,
  wanted: readonly string[] | undefined,
  threads = Math.min(availableParallelism(), 8)
): Promise<Device> {
  const candidates = wanted ?? platformProviders[process.platform] ?? ['cpu']
  const skipped: Device['skipped'] = []
  for (const provider of candidates) {
    if (!isProvider(provider)) {
      throw new InvalidInputError({
        operation: 'choose the device',
        reason: `there is no execution provider "${provider}"`,
        remedy: 'Name cpu, cuda, dml or coreml'
      })
    }
    try {
      // The processor needs no trial: the pack's graphs are opened on it next.
      if (provider !== 'cpu') await openAndClose(graphFile, provider, threads)
      return { provider, reason: explain(provider, wanted !== undefined, skipped.length), skipped, threads }
    } catch (error) {
      skipped.push({ provider, reason: firstLine(error) })
    }
  }
  throw new UnavailableError({
    operation: 'choose the device',
    reason: skipped.map(({ provider, reason }) => `${provider}: ${reason}`).join('; '),
    remedy: 'Name another execution provider, or none to use the processor'
  })
}

async function openAndClose(graphFile: string, provider: Provider, threads: number): Promise<void> {
  const session = await InferenceSession.create(graphFile, sessionOptions({ provider, threads }))
  await session.release()
}

function explain(provider: Provider, isWanted: boolean, failures: number): string {
  if (isWanted) return `${provider} was asked for`
  if (provider === 'cpu' && failures > 0) return 'the processor: no faster device opened the pack'
  return provider === 'cpu' ? 'the processor: nothing faster is tried on this platform' : `${provider} opened the pack`
}

/** The first line of an error without this machine's paths: it is shown to people and may reach a log. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const line = text.split('\n', 1)[0] ?? text
  return line.replace(/(?:[A-Za-z]:)?(?:[/\\][^\s:"'/\\]+)+[/\\]([^\s:"'/\\]+)/g, '$1').slice(0, 300)
}
