/**
 * The steps of one layer, as "The sequence" of the pack format defines them: a layer's sampled tokens, in the order of its
 * scan, are cut into blocks; a step carries one block as content and predicts the next.
 */
import type { PackLayer } from '../model-pack.ts'
import { scanCells } from './scan.ts'

export interface Step {
  /** Raster positions whose codes this step carries as content: block `b − 1`; empty in the first step. */
  readonly contents: Int32Array
  /** Raster positions this step predicts: block `b`; empty in the closing step. */
  readonly targets: Int32Array
  /** Positions of the step: the longer of the two. */
  readonly size: number
}

/**
 * Plans the steps of a layer.
 * @param layer its block (1 is next-token prediction) and scan
 * @param positions raster positions that are sampled (or forced); masked ones are left out
 * @param isLast the last layer needs no closing step: nothing attends to its last block
 */
export function planSteps(
  layer: Pick<PackLayer, 'grid' | 'block' | 'scan'>, positions: Iterable<number>, isLast: boolean
): Step[] {
  const sampled = new Set(positions)
  const order = scanCells(layer).filter((position) => sampled.has(position))
  const blocks: Int32Array[] = []
  for (let start = 0; start < order.length; start += layer.block) {
    blocks.push(Int32Array.from(order.slice(start, start + layer.block)))
  }
  const none = new Int32Array(0)
  const steps = blocks.map((targets, index) => {
    const contents = blocks[index - 1] ?? none
    return { contents, targets, size: Math.max(contents.length, targets.length) }
  })
  const closing = blocks.at(-1)
  if (closing && !isLast) steps.push({ contents: closing, targets: none, size: closing.length })
  return steps
}
