/** One ONNX graph: opened, checked against what the pack format demands, and run. */
import { InferenceSession } from 'onnxruntime-node'
import type { Device } from '../../shared/contract/engine.ts'
import { EngineFailedError, PackError } from '../../shared/errors.ts'
import type { GraphDemand, Port, Ports } from './demands.ts'
import { firstLine, sessionOptions } from './device.ts'
import type { Tensors } from './tensors.ts'

/** A demand, or how to get one from what the graph itself takes. */
export type DemandOf = GraphDemand | ((inputs: readonly { name: string; rank: number }[]) => GraphDemand)

export class Graph {
  readonly name: string
  private readonly session: InferenceSession

  private constructor(name: string, session: InferenceSession) {
    this.name = name
    this.session = session
  }

  /**
   * Opens a graph.
   * @param name as in the manifest
   * @throws PackError naming the graph, and the input or output that is missing or of another type or size
   */
  static async open(name: string, file: string, demandOf: DemandOf, device: Device): Promise<Graph> {
    const session = await InferenceSession.create(file, sessionOptions(device)).catch((error: unknown) => {
      throw graphError(name, firstLine(error), error)
    })
    const inputs = session.inputMetadata.map((port) => ({
      name: port.name,
      rank: port.isTensor ? port.shape.length : 0
    }))
    const demand = typeof demandOf === 'function' ? demandOf(inputs) : demandOf
    const fault =
      findFault('input', demand.inputs, session.inputMetadata) ??
      findFault('output', demand.outputs, session.outputMetadata) ??
      findExtra(demand.inputs, session.inputNames)
    if (fault !== null) {
      await session.release()
      throw graphError(name, `the graph ${fault}`)
    }
    return new Graph(name, session)
  }

  get inputNames(): readonly string[] {
    return this.session.inputNames
  }

  get outputNames(): readonly string[] {
    return this.session.outputNames
  }

  /** Axes of an input, outermost first: a size, or the name of a free axis. */
  inputAxes(name: string): readonly (number | string)[] {
    const port = this.session.inputMetadata.find((candidate) => candidate.name === name)
    return port?.isTensor ? port.shape : []
  }

  /**
   * Runs the graph once. Blocks this process's JavaScript until it is done.
   * @param fetches the outputs wanted
   * @throws EngineFailedError with name, type and shape of every input
   */
  async run(feeds: Tensors, fetches: readonly string[]): Promise<Tensors> {
    try {
      return await this.session.run(feeds, fetches)
    } catch (error) {
      const inputs = Object.entries(feeds).map(([name, { type, dims }]) => `${name} ${type} [${dims.join(', ')}]`)
      throw new EngineFailedError(
        {
          operation: `run graph ${this.name}`,
          reason: `${firstLine(error)} (inputs: ${inputs.join('; ')})`,
          remedy: 'Check the pack; on a graphics device, try the processor'
        },
        { cause: error }
      )
    }
  }

  async close(): Promise<void> {
    await this.session.release()
  }
}

/** What a demanded port lacks, as the end of the sentence "the graph …"; null: nothing. */
function findFault(kind: string, ports: Ports, found: readonly InferenceSession.ValueMetadata[]): string | null {
  for (const [name, demanded] of Object.entries(ports)) {
    const port = found.find((candidate) => candidate.name === name)
    if (!port) return `lacks ${kind} ${name}`
    if (!port.isTensor || port.type !== demanded.type) {
      return `has ${kind} ${name} of type ${port.isTensor ? port.type : 'other than a tensor'}, not ${demanded.type}`
    }
    if (!fits(demanded, port.shape)) {
      return `has ${kind} ${name} of shape [${port.shape.join(', ')}], not [${demanded.axes.map((axis) => axis ?? 'any').join(', ')}]`
    }
  }
  return null
}

function fits({ axes }: Port, shape: readonly (number | string)[]): boolean {
  // No shape is stated: ONNX Runtime could not infer it, and the first run will tell.
  if (shape.length === 0) return true
  if (shape.length !== axes.length) return false
  return axes.every((axis, i) => axis === null || typeof shape[i] === 'string' || shape[i] === -1 || shape[i] === axis)
}

function findExtra(ports: Ports, names: readonly string[]): string | null {
  const extra = names.find((name) => !ports[name])
  return extra === undefined ? null : `asks for input ${extra}, which the format does not have`
}

function graphError(name: string, reason: string, cause?: unknown): PackError {
  const failure = {
    operation: `open graph ${name}`,
    reason,
    remedy: 'Install the pack again, or export it as docs/model-pack-format.md says',
    field: `graphs.${name}`
  }
  return new PackError(failure, cause === undefined ? undefined : { cause })
}
