/** Damages a valid value: a few places of it are replaced, removed, repeated or added to. */
import type { Random } from './draw-json.ts'

const scraps: readonly unknown[] = [
  [null, true, '', 'x', '../../etc/passwd', '\u0000', 'x'.repeat(5000), 0, -1, 1.5, 1e308, -0, 2 ** 31, 2 ** 53],
  [[], {}, [null], [[]], { length: 3 }, JSON.parse('{"__proto__": {"polluted": true}}')]
].flat()

const pick = <Value>(random: Random, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)] as Value

/** A fresh scrap: one that was put into a value may be damaged in its turn. */
const drawScrap = (random: Random): unknown => structuredClone(pick(random, scraps))

/** A damaged copy. One in ten keeps its shape and only has numbers moved, so that later checks are reached as well. */
export function damageJson(random: Random, value: unknown): unknown {
  const copy = structuredClone(value)
  const isGentle = random() < 0.1
  for (let wounds = Math.floor(random() * 3) + 1; wounds > 0; wounds--) wound(random, copy, isGentle)
  return random() < 0.02 ? drawScrap(random) : copy
}

function wound(random: Random, value: unknown, isGentle: boolean): void {
  if (typeof value !== 'object' || value === null) return
  const keys = Object.keys(value)
  if (keys.length === 0) return
  const record = value as Record<string, unknown>
  const key = pick(random, keys)
  const inner = record[key]
  if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0 && random() < 0.8) {
    wound(random, inner, isGentle)
    return
  }
  if (isGentle) {
    if (typeof inner === 'number') record[key] = Math.max(-1, inner + pick(random, [-1, 1, 2, 100]))
    return
  }
  const blow = random()
  if (blow < 0.6) record[key] = drawScrap(random)
  else if (blow < 0.8) delete record[key]
  else if (Array.isArray(value)) value.push(structuredClone(pick(random, value)))
  else record[pick(random, ['extra', '9', 'constructor', 'toString'])] = drawScrap(random)
}
