/** The file of a case, from the seed and the case's number alone: any case can be run again without the others. */
import { importOptionsSchema } from '../../../src/shared/import/options.ts'
import { createRandom } from '../draw-json.ts'
import { damages, impostors } from './damage.ts'
import type { ImportOptions } from '../../../src/shared/import/options.ts'
import type { Sample } from './samples.ts'

export interface DamagedFile {
  /** `case 7: three hours.mp4, bits turned over, as x.gif` */
  readonly label: string
  /** What was done to it, for the counts. */
  readonly kind: string
  readonly name: string
  readonly bytes: Buffer
  readonly options: ImportOptions
}

const extensions = ['mp4', 'mov', 'mkv', 'webm', 'gif', 'png', 'jpg', 'hitvideo-take', 'txt', '']

export function drawCase(samples: readonly Sample[], seed: number, index: number): DamagedFile {
  const random = createRandom(Math.imul(seed, 0x9e37_79b1) ^ Math.imul(index + 1, 0x85eb_ca6b))
  const below = (end: number): number => Math.floor(random() * end)
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!
  const options = importOptionsSchema.parse({
    startSeconds: pick([0, 0, 0, 1, 3600]), timing: pick(['hold', 'loop', 'stretch']), fit: pick(['crop', 'pad', 'stretch'])
  })
  const share = random()
  const described = (kind: string, from: string, extension: string, bytes: Buffer): DamagedFile => {
    const name = extension === '' ? 'video' : `video.${extension}`
    return { label: `case ${index}: ${from}, ${kind}, as ${name}`, kind, name, bytes, options }
  }
  if (share < 0.08) {
    const { name, make } = pick(impostors)
    return described(name, 'no video', pick(extensions), make(random))
  }
  const heavy = samples.flatMap((sample) => Array.from({ length: sample.weight }, () => sample))
  const sample = pick(heavy)
  const from = `${sample.name} ${sample.extension}`
  if (share < 0.16) return described('renamed', from, pick(extensions), sample.bytes)
  const { name, apply } = pick(damages)
  return described(name, from, sample.extension, apply(sample.bytes, below))
}
