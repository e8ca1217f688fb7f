/** The layers that a job at work has complete, from what it started from and the tokens it has stored so far. */
import { countCells } from '../../../shared/tokens/layout.ts'
import type { PackLayer } from '../../../shared/model-pack.ts'
import type { LayerTokens } from '../../../shared/storyboard/take.ts'
import type { Chunk } from '../../database/jobs.ts'

/**
 * Complete layers, top first, up to the first that is not.
 * @param shapes in order of generation
 * @param base layers of the take that the job works on; empty for new boards
 * @param chunks in the order in which they were stored
 * @param takeIndex which of the job's takes
 */
export function collectLayers(
  shapes: readonly Pick<PackLayer, 'index' | 'grid'>[], base: readonly LayerTokens[], chunks: readonly Chunk[], takeIndex: number
): LayerTokens[] {
  const complete: LayerTokens[] = []
  for (const { index, grid } of shapes) {
    const cells = countCells(grid)
    const own = chunks.filter((chunk) => chunk.takeIndex === takeIndex && chunk.layer === index)
    const before = base.find(({ layer }) => layer === index)
    // What a job keeps of a layer it does not store again.
    const codes = before === undefined ? Array.from<number>({ length: cells }).fill(-1) : [...before.codes]
    let masked = before?.masked ?? null
    for (const chunk of own) {
      if ('masked' in chunk) masked = chunk.masked
      else chunk.positions.forEach((position, i) => (codes[position] = chunk.codes[i] ?? -1))
    }
    if (codes.includes(-1)) break
    complete.push({ layer: index, codes, masked, locked: null, stale: null })
  }
  return complete
}
