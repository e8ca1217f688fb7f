/** How well each number of layers tells a video: the tokens decoded and compared with the frames. */
import { open, rm } from 'node:fs/promises'
import { PictureQuality } from '../../../shared/quality/picture-quality.ts'
import { countCells } from '../../../shared/tokens/layout.ts'
import { readAt } from '../../pipeline/5-export/containers/file-bytes.ts'
import type { TokensByLayer } from '../../../shared/contract/engine.ts'
import type { Reconstruction } from '../../../shared/import/options.ts'
import type { OpenedPack } from '../queue/runners/generation.ts'

export interface Measurement {
  readonly tokens: TokensByLayer
  readonly masked: string | null
  /** The original frames, rgb24, and a file for the decoded ones. */
  readonly original: string
  readonly decoded: string
  readonly signal: AbortSignal
  /** Told after each number of layers. */
  readonly onLayers: (layers: number) => void
}

/** One entry for each number of layers, fewest first; null after an abort. */
export async function measureLayers({ engine, description }: OpenedPack, measurement: Measurement): Promise<Reconstruction[] | null> {
  const { layers: shapes, clip } = description.manifest
  const { tokens, masked, original, decoded, signal, onLayers } = measurement
  const pixels = clip.frames * clip.height * clip.width
  const found: Reconstruction[] = []
  let bits = 0
  try {
    for (const [index, shape] of shapes.entries()) {
      const layers = index + 1
      bits += countCells(shape.grid) * shape.bits
      const used = Object.fromEntries(shapes.slice(0, layers).map((used) => [used.index, tokens[used.index] ?? []]))
      const isMasked = masked !== null && description.manifest.mask?.layer === shape.index
      const result = await engine.call(
        'decode', { tokens: used, masked: isMasked ? masked : null, layers, fromFrame: 0, toFrame: clip.frames, file: decoded }, { signal }
      )
      if (result.status === 'cancelled') return null
      const quality = await compareFiles(original, decoded, clip)
      found.push({ layers, bitsPerPixel: bits / pixels, psnr: quality.psnr, ssim: Math.min(1, Math.max(-1, quality.ssim)) })
      onLayers(layers)
    }
    return found
  } finally {
    await rm(decoded, { force: true })
  }
}

async function compareFiles(
  left: string, right: string, { frames, height, width }: { readonly frames: number; readonly height: number; readonly width: number }
): Promise<PictureQuality> {
  const quality = new PictureQuality(width, height)
  const bytes = width * height * 3
  const [a, b] = [await open(left, 'r'), await open(right, 'r')]
  try {
    for (let frame = 0; frame < frames; frame++) {
      // Each read gives the loop of the services a turn.
      quality.add(await readAt(a, frame * bytes, bytes), await readAt(b, frame * bytes, bytes))
    }
    return quality
  } finally {
    await a.close()
    await b.close()
  }
}
