/** What one run of the benchmark found. */
import { z } from 'zod'
import type { Comparison } from '../contestants/compare.ts'
import { ourId } from '../contestants/compare.ts'
import type { MachineMeasurement } from '../contestants/machine.ts'
import type { ModelShape } from '../models/shape.ts'
import { clipSteps, stepLimitSeconds, type ClipStep, type MachineRates } from '../measure/roofline.ts'
import type { ClipTimes } from '../studio/clip-times.ts'
import type { ServicesMeasurement } from '../studio/services.ts'

const positive = z.number().positive()

/** The figures that the design sets bars for. A figure that could not be taken is null; the report says why. */
export const summarySchema = z.strictObject({
  /** Prompt → the board's decoded preview. */
  boardSeconds: positive,
  /** Prompt → all frames. */
  clipSeconds: positive,
  decodeFramesPerSecond: positive,
  /** Their milliseconds per step after the longest past over ours; above 1 we are faster. */
  ratioTransformersJs: positive.nullable(),
  ratioLlamaCpp: positive.nullable(),
  /** Of the language model over a whole clip: least possible time over measured time. */
  rooflineShare: positive,
  eventLoopP99Ms: positive,
  /** Services and engine together. */
  peakRssMegabytes: positive.nullable()
})

export type Summary = z.infer<typeof summarySchema>

/** What each figure of the summary has to be on two cores with the embedded pack. */
export const bars: Readonly<Record<keyof Summary, { readonly atMost: number } | { readonly atLeast: number }>> = {
  boardSeconds: { atMost: 1 },
  clipSeconds: { atMost: 4 },
  decodeFramesPerSecond: { atLeast: 400 },
  ratioTransformersJs: { atLeast: 3 },
  ratioLlamaCpp: { atLeast: 1 },
  rooflineShare: { atLeast: 0.4 },
  eventLoopP99Ms: { atMost: 20 },
  peakRssMegabytes: { atMost: 1536 }
}

/** null: not measured. */
export function isBarMet(name: keyof Summary, value: number | null): boolean | null {
  if (value === null) return null
  const bar = bars[name]
  return 'atMost' in bar ? value <= bar.atMost : value >= bar.atLeast
}

export interface Findings {
  readonly clip: ClipTimes
  readonly services: ServicesMeasurement
  readonly comparison: Comparison
  readonly machine: MachineMeasurement
  readonly shape: ModelShape
  /** Of `machine.bytesPerSecond` the one read from as much memory as a step touches. */
  readonly stepBytesPerSecond: number
}

export interface RooflineReport {
  /** As the formula says, with the float32 rate for everything. */
  readonly share: number
  /** With the 8-bit rate for the weights: the stricter of the two. */
  readonly strictShare: number
  readonly limitSeconds: number
  readonly measuredSeconds: number
}

/** The roofline over all steps of the clips that were timed. */
export function reportRoofline({ clip, shape, machine, stepBytesPerSecond }: Findings): RooflineReport {
  const { manifest } = clip.description
  const rows = manifest.sampling.some(({ guidance }) => guidance !== 1) ? 2 : 1
  const steps = clipSteps(manifest, clip.layers.map(({ sampled }) => sampled), rows)
  const rates = { bytesPerSecond: stepBytesPerSecond, flopsPerSecond: machine.floatFlopsPerSecond }
  const limitSeconds = sumLimits(shape, steps, rates)
  const measuredSeconds = clip.layers.reduce((sum, { seconds }) => sum + seconds.median, 0)
  const strict = sumLimits(shape, steps, { ...rates, weightOpsPerSecond: machine.integerOpsPerSecond })
  return { share: limitSeconds / measuredSeconds, strictShare: strict / measuredSeconds, limitSeconds, measuredSeconds }
}

function sumLimits(shape: ModelShape, steps: readonly ClipStep[], rates: MachineRates): number {
  return steps.reduce((sum, step) => sum + stepLimitSeconds(shape, step, rates), 0)
}

/** Their median milliseconds per step after the longest past over ours; null where they did not take part. */
export function ratioTo(id: string, { steps }: Comparison): number | null {
  const longest = Math.max(...steps.map(({ past }) => past))
  const find = (wanted: string) => steps.find((step) => step.id === wanted && step.past === longest && step.positions === 1)
  const [theirs, ours] = [find(id), find(ourId)]
  return theirs && ours ? theirs.milliseconds.median / ours.milliseconds.median : null
}

export function summarize(findings: Findings): Summary {
  const { clip, services, comparison } = findings
  const { engine, services: parent } = services.peakMegabytes
  return summarySchema.parse({
    boardSeconds: clip.boardShown.median,
    clipSeconds: clip.clip.median,
    decodeFramesPerSecond: clip.decodeFramesPerSecond,
    ratioTransformersJs: ratioTo('transformersJs', comparison),
    ratioLlamaCpp: ratioTo('llamaCpp', comparison),
    rooflineShare: reportRoofline(findings).share,
    eventLoopP99Ms: services.eventLoopMilliseconds.p99,
    peakRssMegabytes: engine === null ? null : parent + engine
  })
}
