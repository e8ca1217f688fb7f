/** Named parameters: the studio's own, and the person's. */
import { noParameters, parametersSchema } from '../store/parameters-store.ts'
import type { Parameters } from '../store/parameters-store.ts'

export const ownPresetNames = ['pack', 'faithful', 'varied'] as const
export type OwnPresetName = (typeof ownPresetNames)[number]

/** `pack`: its defaults; `faithful`: closer to the prompt, calmer; `varied`: further from it, wilder. */
export const ownPresets: Readonly<Record<OwnPresetName, Parameters>> = {
  pack: noParameters,
  faithful: { all: { guidance: 5, temperature: 0.8 }, layers: {} },
  varied: { all: { guidance: 2, temperature: 1.1 }, layers: {} }
}

/** The presets of the settings that are parameters; others are left alone. */
export function readPresets(presets: Readonly<Record<string, unknown>>): Map<string, Parameters> {
  const found = new Map<string, Parameters>()
  for (const [name, value] of Object.entries(presets)) {
    const parsed = parametersSchema.safeParse(value)
    if (parsed.success) found.set(name, parsed.data)
  }
  return found
}

/** The first name of a row that is not taken. */
export function freeName(nameOf: (number: number) => string, taken: Readonly<Record<string, unknown>>): string {
  let number = 1
  while (nameOf(number) in taken) number += 1
  return nameOf(number)
}
