/** Random takes and storyboards, for round trips: packs of many shapes, masks that leave codes out and masks that do not. */
import { packBits } from '../../../src/shared/tokens/bit-set.ts'
import { fillMasked } from '../../../src/shared/tokens/mask.ts'
import { countCells } from '../../../src/shared/tokens/layout.ts'
import type { CarriedShot, CarriedStoryboard, CarriedTake } from '../../../src/shared/carried/carried-storyboard.ts'
import type { LayerShape, LayerTokens, PackReference } from '../../../src/shared/storyboard/take.ts'
import type { Random } from '../../fuzz/draw-json.ts'

/** The embedded pack's shape. */
export const animaticLayers: readonly LayerShape[] = [
  { index: 3, name: 'Board', grid: [1, 4, 4], bits: 10 },
  { index: 2, name: 'Layout', grid: [2, 8, 8], bits: 14 },
  { index: 1, name: 'Form', grid: [4, 8, 8], bits: 16 },
  { index: 0, name: 'Detail', grid: [8, 16, 16], bits: 18 }
]

const texts = ['', 'a dog runs', 'Größe & <b>"quotes"</b>', '犬が走る 🐕', 'x\u0000\u001b\ud800y', 'line one\nline two', "'; DROP", ']]>']

const below = (random: Random, end: number): number => Math.floor(random() * end)
const pick = <Item>(random: Random, items: readonly Item[]): Item => items[below(random, items.length)]!
const hex = (random: Random): string => Array.from({ length: 64 }, () => below(random, 16).toString(16)).join('')

function drawBits(random: Random, count: number, share: number): string {
  return packBits(Array.from({ length: count }, () => (random() < share ? 1 : 0)))
}

function drawLayer(random: Random, shape: LayerShape, isMasked: boolean): LayerTokens {
  const count = countCells(shape.grid)
  const codes = Array.from({ length: count }, () => below(random, 2 ** shape.bits))
  let masked: string | null = null
  if (isMasked) {
    const plane = shape.grid[1] * shape.grid[2]
    const flags = Uint8Array.from({ length: count }, (_, i) => (i >= plane && random() < 0.7 ? 1 : 0))
    masked = packBits(flags)
    // A third follows each rule, a third follows none (as after an edit).
    const rule = pick(random, ['repeat', 'zero', null] as const)
    if (rule !== null) fillMasked(codes, flags, plane, rule)
  }
  const locked = random() < 0.3 ? drawBits(random, count, 0.2) : null
  const stale = random() < 0.2 ? drawBits(random, count, 0.1) : null
  return { layer: shape.index, codes, masked, locked, stale }
}

export function drawPack(random: Random): PackReference {
  const layers =
    random() < 0.7
      ? [...animaticLayers]
      : Array.from({ length: 1 + below(random, 4) }, (_, i, ) => ({
          index: 9 - i,
          name: pick(random, ['Top', 'Größe', '層']),
          grid: [1 + below(random, 4), 1 + below(random, 6), 1 + below(random, 6)] as [number, number, number],
          bits: 1 + below(random, 30)
        }))
  return { id: pick(random, ['animatic', 'hitvideo-3b', 'x']), version: `0.${below(random, 99)}.0`, hash: hex(random), layers }
}

export function drawTake(random: Random, pack: PackReference = drawPack(random)): CarriedTake {
  const shapes = pack.layers.slice(0, 1 + below(random, pack.layers.length))
  return {
    pack,
    layers: shapes.map((shape, i) => drawLayer(random, shape, i === pack.layers.length - 1 && random() < 0.8)),
    seed: below(random, Number.MAX_SAFE_INTEGER),
    draw: below(random, 2 ** 16),
    sampling: shapes.map(({ index }) => ({
      layer: index,
      guidance: below(random, 10) / 2,
      temperature: below(random, 20) / 10,
      topK: below(random, 1000),
      topP: pick(random, [1, 0.95, 1 / 3])
    })),
    prompt: pick(random, texts),
    negativePrompt: pick(random, texts),
    name: pick(random, ['', 'the one'])
  }
}

export function drawShot(random: Random, pack?: PackReference): CarriedShot {
  const takes = Array.from({ length: below(random, 4) }, () => drawTake(random, pack))
  return {
    prompt: takes[0]?.prompt ?? pick(random, texts),
    negativePrompt: pick(random, texts),
    notes: pick(random, texts),
    dialogue: pick(random, texts),
    durationSeconds: 0.5 + below(random, 100) / 8,
    takes,
    chosen: takes.length === 0 ? null : below(random, takes.length)
  }
}

export function drawStoryboard(random: Random): CarriedStoryboard {
  const shared = random() < 0.5 ? drawPack(random) : undefined
  return { shots: Array.from({ length: 1 + below(random, 5) }, () => drawShot(random, shared)) }
}
