/** Many damaged files, one after the other. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkCase } from './check-case.ts'
import { drawCase } from './draw-case.ts'
import { makeSamples } from './samples.ts'

export interface FuzzReport {
  readonly seed: number
  readonly from: number
  readonly cases: number
  readonly read: number
  readonly refused: number
  /** Cases by what was done to the file. */
  readonly kinds: Readonly<Record<string, number>>
  readonly slowestSeconds: number
  readonly slowest: string
  /** The most memory that an ffmpeg held, and that this process did. */
  readonly ffmpegPeakMegabytes: number
  readonly ownPeakMegabytes: number
  readonly faults: readonly string[]
}

/** @param report called after each case */
export async function fuzzMedia(seed: number, from: number, cases: number, report: (done: number) => void = () => undefined): Promise<FuzzReport> {
  const root = await mkdtemp(join(tmpdir(), 'hitvideo-fuzz ü 日本-'))
  const folder = join(root, 'in')
  const sums = { read: 0, refused: 0 }
  const kinds: Record<string, number> = {}
  const faults: string[] = []
  const slowest = { seconds: 0, label: '' }
  let peakBytes = 0
  try {
    const samples = await makeSamples(root)
    await mkdir(folder)
    for (let index = from; index < from + cases; index++) {
      const file = drawCase(samples, seed, index)
      const checked = await checkCase(file, folder)
      sums[checked.outcome] += 1
      kinds[file.kind] = (kinds[file.kind] ?? 0) + 1
      faults.push(...checked.faults.map((fault) => `${file.label}: ${fault}`))
      if (checked.seconds > slowest.seconds) Object.assign(slowest, { seconds: checked.seconds, label: file.label })
      peakBytes = Math.max(peakBytes, checked.peakBytes)
      report(index - from + 1)
    }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
  const inMegabytes = (bytes: number): number => Math.round(bytes / 2 ** 20)
  return {
    seed, from, cases, ...sums, kinds,
    slowestSeconds: Number(slowest.seconds.toFixed(2)), slowest: slowest.label,
    ffmpegPeakMegabytes: inMegabytes(peakBytes), ownPeakMegabytes: inMegabytes(process.resourceUsage().maxRSS * 1024),
    faults
  }
}
