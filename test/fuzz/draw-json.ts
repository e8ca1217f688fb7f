/** Random values as they could arrive over the wire: near a schema's own keys, and far from them. */
import { z } from 'zod'

export type Random = () => number

/** A small generator of its own (mulberry32), so that a seed gives the same case everywhere. Numbers in [0, 1). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const scraps: readonly unknown[] = [
  null,
  true,
  '',
  'a',
  '../../etc/passwd',
  '%2e%2e%2f',
  '\u0000',
  '\ud800',
  '😀'.repeat(50),
  'x'.repeat(20_000),
  "'; drop table takes; --",
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  -(2 ** 53),
  [],
  {},
  ['a', null],
  { length: 3 },
  { constructor: 1 },
  JSON.parse('{"__proto__": {"polluted": true}}')
]

function drawScrap(random: Random): unknown {
  return scraps[Math.floor(random() * scraps.length)]
}

/** A value for a schema: mostly of its shape with some fields wrong or missing, sometimes something else altogether. */
export function drawJson(random: Random, schema: z.ZodType, depth = 0): unknown {
  if (depth > 5 || random() < 0.15) return drawScrap(random)
  if (schema instanceof z.ZodObject) {
    const entries = Object.entries(schema.shape as Record<string, z.ZodType>)
      .filter(() => random() > 0.1)
      .map(([key, field]) => [key, drawJson(random, field, depth + 1)])
    return Object.fromEntries(random() < 0.1 ? [...entries, ['extra', drawScrap(random)]] : entries)
  }
  if (schema instanceof z.ZodArray) {
    const element = schema.element as z.ZodType
    return Array.from({ length: Math.floor(random() * 4) }, () => drawJson(random, element, depth + 1))
  }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return drawJson(random, schema.unwrap() as z.ZodType, depth)
  }
  if (schema instanceof z.ZodUnion) {
    const { options } = schema
    return drawJson(random, options[Math.floor(random() * options.length)] as z.ZodType, depth + 1)
  }
  if (schema instanceof z.ZodLiteral) return [...schema.values][0]
  if (schema instanceof z.ZodNumber) return Math.floor((random() - 0.3) * 1000)
  if (schema instanceof z.ZodString) return random().toString(36).slice(2)
  if (schema instanceof z.ZodBoolean) return random() < 0.5
  return drawScrap(random)
}
