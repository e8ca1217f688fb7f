/** Stored tokens in the form in which the engine takes them. */
import { UnavailableError } from '../../../shared/errors.ts'
import { positionsOf } from '../../../shared/storyboard/bits.ts'
import type { EngineDescription, TokensByLayer } from '../../../shared/contract/engine.ts'
import type { LayerTokens } from '../../../shared/storyboard/take.ts'

export interface EngineTokens {
  readonly tokens: TokensByLayer
  readonly locked: Record<string, number[]>
  readonly masked: string | null
}

/** The first `count` layers of a take, top first. */
export function toEngineTokens(layers: readonly LayerTokens[], count: number): EngineTokens {
  const used = layers.slice(0, count)
  return {
    tokens: Object.fromEntries(used.map(({ layer, codes }) => [layer, [...codes]])),
    locked: Object.fromEntries(used.map(({ layer, codes, locked }) => [layer, positionsOf(locked, codes.length)])),
    masked: used.find(({ masked }) => masked !== null)?.masked ?? null
  }
}

/** @throws UnavailableError where the engine has another pack open than the one that made the tokens */
export function requirePack(description: EngineDescription, packHash: string, packId: string): void {
  if (description.packHash === packHash) return
  throw new UnavailableError({
    operation: 'show the take',
    reason: `it was made with another version of the pack "${packId}" than the one in use`,
    remedy: 'Its tokens are kept; choose that pack in the settings to see it, or make new boards with this one'
  })
}
