/** The facts as text, for a message to whoever helps. */
import type { FactGroup } from './gather-facts.ts'

export function writeReport(groups: readonly FactGroup[]): string {
  const parts = groups.map(({ name, facts, lines }) =>
    [`## ${name}`, ...facts.map(([key, value]) => `${key}: ${value}`), ...lines].join('\n')
  )
  return ['# HiTVideo Studio', ...parts].join('\n\n')
}
