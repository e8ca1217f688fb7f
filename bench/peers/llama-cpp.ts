/** node-llama-cpp: llama.cpp with one sequence for each row, all rows in one batch. */
import { join } from 'node:path'
import { serve } from '../contestants/child.ts'
import { timeSteps, type BurstRequest, type StepperSetup } from '../contestants/stepper.ts'

/** The part of the package that is used; it is installed by the benchmark only. */
interface Sequence {
  readonly nextTokenIndex: number
  controlledEvaluate(input: [number, object][]): Promise<unknown[]>
  evaluateWithoutGeneratingNewTokens(tokens: number[]): Promise<void>
  eraseContextTokenRanges(ranges: { start: number; end: number }[]): Promise<void>
}
interface Context {
  getSequence(): Sequence
  dispose(): Promise<void>
}
interface LlamaModel {
  createContext(options: object): Promise<Context>
}
interface NodeLlamaCpp {
  getLlama(options: object): Promise<{ loadModel(options: object): Promise<LlamaModel> }>
}

const packageName: string = 'node-llama-cpp'
/** Positions of the longest burst after the longest past. */
const contextSize = 2560
const contexts: { sequences: Sequence[] }[] = []

async function open({ folder, threads, rows }: StepperSetup): Promise<string> {
  const { getLlama } = (await import(packageName)) as NodeLlamaCpp
  const llama = await getLlama({ gpu: false, build: 'never', maxThreads: threads, progressLogs: false, logLevel: 'error' })
  const model = await llama.loadModel({ modelPath: join(folder, 'llama.gguf'), gpuLayers: 0 })
  for (const flashAttention of [false, true]) {
    const options = { sequences: rows, contextSize, batchSize: 512, threads: { ideal: threads, min: threads }, flashAttention }
    const context = await model.createContext(options)
    contexts.push({ sequences: Array.from({ length: rows }, () => context.getSequence()) })
  }
  return 'node-llama-cpp (Q8_0)'
}

/** llama.cpp has two kinds of attention, and which is faster depends on the processor: both run, the faster one counts. */
async function burst({ past, steps }: BurstRequest): Promise<number[]> {
  const tried = []
  for (const { sequences } of contexts) tried.push(await burstOf(sequences, past, steps))
  return tried.toSorted((a, b) => Math.min(...a) - Math.min(...b))[0]!
}

async function burstOf(sequences: readonly Sequence[], past: number, steps: number): Promise<number[]> {
  const missing = past - sequences[0]!.nextTokenIndex
  if (missing > 0) {
    const tokens = Array.from({ length: missing }, (_, i) => 3 + (i % 1000))
    await Promise.all(sequences.map((sequence) => sequence.evaluateWithoutGeneratingNewTokens(tokens)))
  }
  const options = { generateNext: { token: true, options: { temperature: 0 } } }
  const times = await timeSteps(steps, () => Promise.all(sequences.map((sequence) => sequence.controlledEvaluate([[5, options]]))))
  await Promise.all(sequences.map((sequence) => sequence.eraseContextTokenRanges([{ start: past, end: past + steps + 1 }])))
  return times
}

serve({ open, burst })
