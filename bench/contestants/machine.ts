/** What the machine can do: bytes read and numbers multiplied a second, in the engine's own runtime. */
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { sessionOptions } from '../../src/main/inference/device.ts'
import { buildFloatProducts, buildIntegerProducts, buildReader, products, productSize, readColumns } from '../models/machine-graphs.ts'
import { serve } from './child.ts'
import { timeSteps } from './stepper.ts'

export interface MachineRequest {
  readonly threads: number
  readonly rounds: number
  /** Sizes of the memory that is read, again and again. */
  readonly readBytes: readonly number[]
}

export interface MachineMeasurement {
  readonly floatFlopsPerSecond: number
  readonly integerOpsPerSecond: number
  /** For each of `readBytes`. */
  readonly bytesPerSecond: number[]
}

async function measure({ threads, rounds, readBytes }: MachineRequest): Promise<MachineMeasurement> {
  const options = sessionOptions({ provider: 'cpu', threads })
  /** Seconds of the fastest of some runs: a limit is what the machine reaches undisturbed. */
  const fastest = async (model: Uint8Array, feeds: Record<string, Tensor>): Promise<number> => {
    const session = await InferenceSession.create(model, options)
    const times = await timeSteps(rounds, () => session.run(feeds))
    await session.release()
    return Math.min(...times) / 1000
  }
  const operations = products * 2 * productSize ** 3
  const dims = [productSize, productSize]
  const floats = new Tensor('float32', new Float32Array(productSize ** 2).fill(0.1), dims)
  const bytes = new Tensor('uint8', new Uint8Array(productSize ** 2).fill(3), dims)
  const floatFlopsPerSecond = operations / (await fastest(buildFloatProducts(), { x: floats }))
  const integerOpsPerSecond = operations / (await fastest(buildIntegerProducts(), { x: bytes }))
  const bytesPerSecond: number[] = []
  for (const size of readBytes) {
    const rows = Math.ceil(size / 4 / readColumns)
    const x = new Tensor('float32', new Float32Array(rows).fill(1), [1, rows])
    const matrix = new Tensor('float32', new Float32Array(rows * readColumns).fill(0.5), [rows, readColumns])
    bytesPerSecond.push((rows * readColumns * 4) / (await fastest(buildReader(), { x, matrix })))
  }
  return { floatFlopsPerSecond, integerOpsPerSecond, bytesPerSecond }
}

serve({ measure })
