/**
 * How fast one step of the language model can be at all on a machine that reads `bytesPerSecond` and multiplies
 * `flopsPerSecond`: the larger of the time to read what a step must read, and the time to compute what it must compute.
 */
import { placeLayers } from '../../src/shared/tokens/layout.ts'
import { planSteps } from '../../src/shared/tokens/step-plan.ts'
import type { PackManifest } from '../../src/shared/model-pack.ts'
import type { ModelShape } from '../models/shape.ts'

/** Rates measured in the same run. */
export interface MachineRates {
  readonly bytesPerSecond: number
  readonly flopsPerSecond: number
  /** Where given, products with weights count at this rate: 8-bit operations a second. */
  readonly weightOpsPerSecond?: number
}

export interface StepSize {
  /** B: rows of the batch; two with guidance. */
  readonly rows: number
  /** S: positions of the step. */
  readonly positions: number
  /** T: positions in the cache. */
  readonly past: number
}

/** Bytes that a step reads: every weight once, and the cache's keys and values (float32). */
export function stepBytes({ weightBytes, depth, keyValueHeads, headWidth }: ModelShape, { rows, past }: StepSize): number {
  return weightBytes + 2 * depth * rows * keyValueHeads * headWidth * 4 * past
}

/** Operations of a step: two for each weight and position; four for each query, cached position and channel. */
export function stepOperations(
  { parameters, depth, heads, headWidth }: ModelShape,
  { rows, positions, past }: StepSize
): { weights: number; attention: number } {
  return { weights: positions * rows * 2 * parameters, attention: positions * rows * 4 * depth * heads * headWidth * past }
}

/** Seconds that a step takes at least. */
export function stepLimitSeconds(shape: ModelShape, step: StepSize, rates: MachineRates): number {
  const { bytesPerSecond, flopsPerSecond, weightOpsPerSecond = flopsPerSecond } = rates
  const { weights, attention } = stepOperations(shape, step)
  return Math.max(stepBytes(shape, step) / bytesPerSecond, weights / weightOpsPerSecond + attention / flopsPerSecond)
}

/** A step of a whole clip. */
export interface ClipStep extends StepSize {
  /** Index of its layer. */
  readonly layer: number
}

/**
 * Every step of one clip after the prefix, as "The sequence" of the pack format lays them out.
 * @param sampled for each layer in order of generation how many of its cells are sampled
 */
export function clipSteps(manifest: PackManifest, sampled: readonly number[], rows: number): ClipStep[] {
  const { layers, languageModel, prompt } = manifest
  let past = prompt.length + languageModel.hintSlots
  return placeLayers(layers).flatMap(({ layer, order }) => {
    const positions = Array.from({ length: sampled[order]! }, (_, position) => position)
    return planSteps(layer, positions, order === layers.length - 1).map(({ size }) => {
      const step = { layer: layer.index, rows, positions: size, past }
      past += size
      return step
    })
  })
}
