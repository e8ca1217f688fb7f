/** Compares the steps of all contestants: interleaved, so that whatever the machine does besides hits all of them alike. */
import { setTimeout as wait } from 'node:timers/promises'
import { spreadOf, type Spread } from '../measure/statistics.ts'
import { Child } from './child.ts'
import type { BurstRequest, StepperSetup } from './stepper.ts'

export interface Entrant {
  readonly id: string
  readonly module: URL
  readonly setup: StepperSetup
}

export interface Comparison {
  /** What each contestant is, by id; a reason where it could not take part. */
  readonly contestants: Record<string, { readonly name: string } | { readonly reason: string }>
  /** Milliseconds of a step. */
  readonly steps: { readonly id: string; readonly past: number; readonly positions: number; readonly milliseconds: Spread }[]
}

export interface ComparisonPlan {
  /** Ascending. */
  readonly pasts: readonly number[]
  readonly rounds: number
  readonly steps: number
  /** Sizes of a step that the contestant `ours` is timed with besides 1. */
  readonly blocks: readonly number[]
}

/** Some runtimes spin for a while after a run; nobody is timed beside that. */
const pauseMilliseconds = 150

/** Rejects only where our own engine fails; a peer that fails drops out with its reason. */
export async function compareSteps(entrants: readonly Entrant[], plan: ComparisonPlan): Promise<Comparison> {
  const contestants: Comparison['contestants'] = {}
  const running = new Map<string, Child>()
  const times = new Map<string, { id: string; past: number; positions: number; values: number[] }>()
  const attempt = async (id: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      if (id === ourId) throw error
      contestants[id] = { reason: error instanceof Error ? error.message : String(error) }
      running.get(id)?.stop()
      running.delete(id)
    }
  }
  try {
    for (const { id, module, setup } of entrants) {
      const child = new Child(module)
      running.set(id, child)
      await attempt(id, async () => {
        contestants[id] = { name: await child.call<string>('open', setup) }
      })
    }
    for (const past of plan.pasts) {
      for (let round = 0; round < plan.rounds; round++) {
        for (const [id, child] of running) {
          for (const positions of id === ourId ? [1, ...plan.blocks] : [1]) {
            await wait(pauseMilliseconds)
            await attempt(id, async () => {
              const request: BurstRequest = { past, positions, steps: plan.steps }
              const values = await child.call<number[]>('burst', request)
              const key = `${id} ${past} ${positions}`
              const entry = times.get(key) ?? { id, past, positions, values: [] }
              entry.values.push(...values)
              times.set(key, entry)
            })
          }
        }
      }
    }
  } finally {
    for (const child of running.values()) child.stop()
  }
  const steps = [...times.values()].map(({ values, ...key }) => ({ ...key, milliseconds: spreadOf(values) }))
  return { contestants, steps }
}

export const ourId = 'ours'
