import { describe, expect, test } from 'vitest'
import { clipSteps, stepBytes, stepLimitSeconds, stepOperations } from '../../bench/measure/roofline.ts'
import { shapeOf, vocabularyOf, type ModelShape } from '../../bench/models/shape.ts'
import { readManifest } from '../../src/main/inference/pack-files.ts'

const shape: ModelShape = {
  depth: 6, width: 384, heads: 6, keyValueHeads: 2, headWidth: 64, feedForward: 1024, logits: 1024,
  parameters: 10_000_000, weightBytes: 10_000_000
}
const step = { rows: 2, positions: 16, past: 2400 }
const { manifest } = await readManifest('test/model-pack/fixture')

describe('the roofline of a step', () => {
  test('counts every weight once and the keys and values of every row', () => {
    expect(stepBytes(shape, step)).toBe(10_000_000 + 2 * 6 * 2 * 2 * 64 * 4 * 2400)
  })

  test('counts two operations a weight and four a query, cached position and channel', () => {
    expect(stepOperations(shape, step)).toEqual({ weights: 32 * 20_000_000, attention: 32 * 4 * 6 * 6 * 64 * 2400 })
  })

  test('is bound by memory where reading takes longer than computing', () => {
    const slowMemory = { bytesPerSecond: 1e6, flopsPerSecond: 1e15 }
    expect(stepLimitSeconds(shape, step, slowMemory)).toBeCloseTo(stepBytes(shape, step) / 1e6)
  })

  test('is bound by arithmetic where computing takes longer', () => {
    const { weights, attention } = stepOperations(shape, step)
    expect(stepLimitSeconds(shape, step, { bytesPerSecond: 1e15, flopsPerSecond: 1e9 })).toBeCloseTo((weights + attention) / 1e9)
  })

  test('falls where weights are multiplied at a rate of their own', () => {
    const rates = { bytesPerSecond: 1e15, flopsPerSecond: 1e9 }
    const { weights, attention } = stepOperations(shape, step)
    expect(stepLimitSeconds(shape, step, { ...rates, weightOpsPerSecond: 4e9 })).toBeCloseTo(weights / 4e9 + attention / 1e9)
  })
})

describe('the steps of a clip', () => {
  const cells = manifest.layers.map(({ grid }) => grid[0] * grid[1] * grid[2])
  const steps = clipSteps(manifest, cells, 2)

  test('begin behind the prefix, each behind all positions of those before it', () => {
    let past = manifest.prompt.length + manifest.languageModel.hintSlots
    for (const each of steps) {
      expect(each.past).toBe(past)
      past += each.positions
    }
  })

  test('hold every layer, and one closing step for each but the last', () => {
    manifest.layers.forEach(({ index, block }, order) => {
      const closing = order === manifest.layers.length - 1 ? 0 : 1
      expect(steps.filter(({ layer }) => layer === index)).toHaveLength(Math.ceil(cells[order]! / block) + closing)
    })
  })

  test('are fewer where cells are masked', () => {
    expect(clipSteps(manifest, [...cells.slice(0, -1), 1], 2).length).toBeLessThan(steps.length)
  })
})

describe('the shape of the peers', () => {
  test('finds the feed-forward width again from the number of parameters', () => {
    // Those of configs/animatic.yaml, whose feed-forward is 1024 wide.
    const found = shapeOf({
      ...manifest,
      layers: [
        { index: 3, name: 'Board', grid: [1, 4, 4], bits: 10, factors: [10], block: 1, scan: 'raster' },
        { index: 2, name: 'Layout', grid: [2, 8, 8], bits: 14, factors: [7, 7], block: 8, scan: 'raster' },
        { index: 1, name: 'Form', grid: [4, 8, 8], bits: 16, factors: [8, 8], block: 8, scan: 'raster' },
        { index: 0, name: 'Detail', grid: [8, 16, 16], bits: 18, factors: [9, 9], block: 16, scan: 'raster' }
      ],
      prompt: { ...manifest.prompt, length: 32, width: 384 },
      languageModel: {
        depth: 6, width: 384, keyValueHeads: 2, headWidth: 64, parameters: 11805696, hintSlots: 16, priors: [],
        codeRows: { null: 0, unconditional: 1, promptPad: 2, noHint: 3, layers: [[4], [1028, 1156], [1284, 1540], [1796, 2308]] }
      }
    })
    expect(found).toMatchObject({ heads: 6, feedForward: 1024 })
  })

  test('has enough words for llama.cpp', () => {
    expect(vocabularyOf({ ...shape, logits: 16 })).toBe(512)
  })
})
