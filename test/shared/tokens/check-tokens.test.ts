import { expect, test } from 'vitest'
import { InvalidInputError } from '../../../src/shared/errors.ts'
import type { MaskRule, PackLayer } from '../../../src/shared/model-pack.ts'
import { packBits } from '../../../src/shared/tokens/bit-set.ts'
import { checkTokens, type TokenParts } from '../../../src/shared/tokens/check-tokens.ts'

const layers: PackLayer[] = [
  { index: 1, name: 'Board', grid: [1, 2, 2], bits: 3, factors: [3], block: 1, scan: 'raster' },
  { index: 0, name: 'Detail', grid: [2, 2, 2], bits: 4, factors: [2, 2], block: 2, scan: 'raster' }
]
const mask: MaskRule = { layer: 0, strategy: 'repeat', maximumShare: 0.85, threshold: 0.5 }
const none: TokenParts = { tokens: {}, locked: {}, masked: null }

function faultOf(take: Partial<TokenParts>, rule: MaskRule | null = mask): string | undefined {
  try {
    checkTokens(layers, rule, { ...none, ...take }, 'takes.0.')
  } catch (error) {
    if (error instanceof InvalidInputError) return error.field
    throw error
  }
  return undefined
}

test('tokens that fit the pack pass', () => {
  const take = { tokens: { 1: [0, 7, -1, 3] }, locked: { 1: [0, 3] }, masked: packBits(new Uint8Array(8)) }
  expect(faultOf(take)).toBeUndefined()
})

test.each<[string, Partial<TokenParts>, string]>([
  ['an unknown layer', { tokens: { 7: [1] } }, 'takes.0.tokens.7'],
  ['locks in an unknown layer', { locked: { 7: [1] } }, 'takes.0.locked.7'],
  ['too few codes', { tokens: { 1: [0, 1] } }, 'takes.0.tokens.1'],
  ['a code beyond its bits', { tokens: { 1: [0, 1, 8, 0] } }, 'takes.0.tokens.1.2'],
  ['a lock outside the grid', { tokens: { 1: [0, 1, 2, 3] }, locked: { 1: [4] } }, 'takes.0.locked.1.0'],
  ['a lock on a cell without a code', { tokens: { 1: [0, -1, 2, 3] }, locked: { 1: [0, 1] } }, 'takes.0.locked.1.1'],
  ['a mask of the wrong length', { masked: 'AAAA' }, 'takes.0.masked']
])('%s is refused and named', (_, take, field) => {
  expect(faultOf(take)).toBe(field)
})

test('a mask is refused where the pack does not mask', () => {
  expect(faultOf({ masked: packBits(new Uint8Array(8)) }, null)).toBe('takes.0.masked')
})
