/** Checks that tokens, locks and masks of a request fit a pack. The first thing that does not is named. */
import { InvalidInputError } from '../errors.ts'
import type { MaskRule, PackLayer } from '../model-pack.ts'
import { unpackBits } from './bit-set.ts'
import { countCells } from './layout.ts'

/** Codes, locks and mask of one take, by layer index. */
export interface TokenParts {
  readonly tokens: Readonly<Record<string, readonly number[]>>
  readonly locked: Readonly<Record<string, readonly number[]>>
  readonly masked: string | null
}

const refuse = (field: string, reason: string, remedy: string): never => {
  throw new InvalidInputError({ operation: 'read the tokens', reason: `${field} ${reason}`, remedy, field })
}

/**
 * @param field where the take stands in the request, for messages: `takes.0.`
 * @throws InvalidInputError
 */
export function checkTokens(layers: readonly PackLayer[], mask: MaskRule | null, take: TokenParts, field = ''): void {
  for (const part of ['tokens', 'locked'] as const) {
    for (const key of Object.keys(take[part])) {
      if (!layers.some((layer) => String(layer.index) === key)) {
        const known = layers.map((layer) => layer.index).join(', ')
        refuse(`${field}${part}.${key}`, 'names a layer that the pack does not have', `The pack's layers are ${known}`)
      }
    }
  }
  for (const layer of layers) checkLayer(layer, take, field)
  if (take.masked === null) return
  const layer = mask && layers.find((candidate) => candidate.index === mask.layer)
  if (!layer) return refuse(`${field}masked`, 'is given, but the pack does not mask', 'Leave it out')
  if (!unpackBits(take.masked, countCells(layer.grid))) {
    refuse(
      `${field}masked`,
      `is not base64 of ${countCells(layer.grid)} bits`,
      'Pass the mask as the engine returned it'
    )
  }
}

function checkLayer(layer: PackLayer, take: TokenParts, field: string): void {
  const cells = countCells(layer.grid)
  const codes = take.tokens[layer.index]
  if (codes && codes.length !== cells) {
    const place = `${field}tokens.${layer.index}`
    refuse(place, `has ${codes.length} codes`, `Layer ${layer.index} has ${cells} cells; write -1 for unknown ones`)
  }
  const largest = 2 ** layer.bits - 1
  const wrong = codes?.findIndex((code) => code > largest || code < -1) ?? -1
  if (wrong >= 0) {
    const place = `${field}tokens.${layer.index}.${wrong}`
    refuse(place, `is ${codes?.[wrong]}`, `A code of layer ${layer.index} is between 0 and ${largest}`)
  }
  take.locked[layer.index]?.forEach((position, entry) => {
    const place = `${field}locked.${layer.index}.${entry}`
    if (position >= cells) refuse(place, `is cell ${position}`, `Layer ${layer.index} has cells 0 to ${cells - 1}`)
    if ((codes?.[position] ?? -1) < 0) {
      refuse(place, `locks cell ${position}, which has no code`, 'Give its code in tokens, or unlock it')
    }
  })
}
