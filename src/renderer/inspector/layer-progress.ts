/** How far each layer of a densify is: the job counts all tokens, in order of generation. */
import { countCells } from '../../shared/tokens/layout.ts'
import type { Job } from '../../shared/storyboard/job.ts'
import type { LayerShape } from '../../shared/storyboard/take.ts'

export interface LayerProgress {
  readonly shape: LayerShape
  readonly done: number
  /** Tokens that are drawn; fewer than the layer has where some keep still or are kept. */
  readonly total: number
}

/**
 * @param shapes all layers of the pack, top first
 * @param present layers that the take had before
 */
export function progressByLayer(job: Job, shapes: readonly LayerShape[], present: readonly number[]): LayerProgress[] {
  const { request, progress } = job
  if (request.kind !== 'densify') return []
  const isWanted = ({ index }: LayerShape) =>
    request.layers.length === 0 ? !present.includes(index) || index === progress.layer : request.layers.includes(index)
  const wanted = shapes.filter(isWanted)
  let rest = progress.total
  let done = progress.done
  return wanted.map((shape, order) => {
    const isLast = order === wanted.length - 1
    const total = isLast ? Math.max(rest, 0) : Math.min(countCells(shape.grid), Math.max(rest, 0))
    const own = Math.max(0, Math.min(done, total))
    rest -= total
    done -= own
    return { shape, done: own, total }
  })
}
